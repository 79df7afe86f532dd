//! Planning into a private folder, from which the plan is applied or saved.

use std::fs;
use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::error::Error as StepsError;
use crate::dirs::{Dirs, RunDir};
use crate::error::Error;
use crate::event::{EventKind, Step};
use crate::session::Session;
use crate::terraform::{self, PlanRequest, Show};
use crate::types::Tag;

/// A plan of this run, in a private folder that is removed with it.
#[derive(Debug)]
pub(crate) struct TempPlan {
    dir: RunDir,
    pub(crate) tag: Tag,
    pub(crate) changes: bool,
    /// Terraform's text, where it was kept for later.
    text: Vec<String>,
}

impl TempPlan {
    pub(crate) fn file(&self) -> PathBuf {
        self.dir.path().join("plan")
    }
}

/// Plans with a tag.
pub(crate) async fn create(
    session: &Session,
    environment: &Environment,
    tag: &Tag,
    show: Show,
) -> Result<TempPlan, Error> {
    let planning = plan(session, environment, tag, Purpose { show, destroy: false });
    session.step(Step::Plan, about(environment, tag), planning).await
}

/// Plans to destroy everything.
pub(crate) async fn create_destroy(
    session: &Session,
    environment: &Environment,
    tag: &Tag,
) -> Result<TempPlan, Error> {
    let planning = plan(session, environment, tag, Purpose { show: Show::Stream, destroy: true });
    session.step(Step::Plan, about(environment, tag), planning).await
}

/// A private copy of a saved plan: what is checked, shown and applied is one file, whoever writes to the saved one.
#[derive(Debug)]
pub(crate) struct PlanCopy {
    dir: RunDir,
}

impl PlanCopy {
    pub(crate) fn file(&self) -> PathBuf {
        self.dir.path().join("plan")
    }
}

/// Copies a saved plan.
pub(crate) fn copy(session: &Session, saved: &Path) -> Result<PlanCopy, Error> {
    let copy = PlanCopy { dir: Dirs::open(session.project.root())?.run_dir()? };
    let copied = fs::copy(saved, copy.file());
    copied.map_err(|source| StepsError::Uncopied { file: saved.to_owned(), source })?;
    Ok(copy)
}

/// Shows the text of a plan that was kept for later.
pub(crate) fn show(session: &Session, plan: &TempPlan) {
    for line in &plan.text {
        session.emit(EventKind::ProgramOutput { program: "terraform".to_owned(), line: line.clone() });
    }
}

/// What a step of planning or applying is about, for people.
pub(crate) fn about(environment: &Environment, tag: &Tag) -> String {
    format!("{} with tag {tag}", environment.config.name)
}

struct Purpose {
    show: Show,
    destroy: bool,
}

async fn plan(
    session: &Session,
    environment: &Environment,
    tag: &Tag,
    Purpose { show, destroy }: Purpose,
) -> Result<TempPlan, Error> {
    let dir = Dirs::open(session.project.root())?.run_dir()?;
    let out = dir.path().join("plan");
    let request = PlanRequest { tag, out: &out, destroy, show };
    let planned = terraform::plan(&environment.terraform, &request).await?;
    session.emit(EventKind::Planned { changes: planned.changes });
    Ok(TempPlan { dir, tag: tag.clone(), changes: planned.changes, text: planned.text })
}
