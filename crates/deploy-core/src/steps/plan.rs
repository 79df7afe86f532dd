//! Planning into a private folder, from which the plan is applied or saved.

use std::fs;
use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::error::Error as StepsError;
use crate::dirs::{Dirs, RunDir};
use crate::error::Error;
use crate::event::{EventKind, Step};
use crate::session::Session;
use crate::terraform::plan_changes::{self, PlanChanges, PlannedRevision};
use crate::terraform::{self, PlanRequest, Show};
use crate::types::{Activity, Tag};

/// A plan of this run, in a private folder that is removed with it.
#[derive(Debug)]
pub(crate) struct TempPlan {
    dir: RunDir,
    pub(crate) tag: Tag,
    pub(crate) has_changes: bool,
    pub(crate) changes: PlanChanges,
    /// Terraform's text, where it was kept for later.
    text: Vec<String>,
}

impl TempPlan {
    pub(crate) fn file(&self) -> PathBuf {
        self.dir.path().join("plan")
    }

    /// What a run that applies it is at.
    pub(crate) fn activity(&self) -> Activity {
        if self.has_changes { Activity::Applying } else { Activity::Following }
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

/// A private copy of a saved plan: what is checked, shown and applied is the same file, even if the saved one is overwritten
/// meanwhile.
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
    let changes = plan_changes::read(&environment.terraform, &out).await?;
    session.emit(EventKind::Planned { changes: planned.changes });
    warn_of_services(session, &changes);
    Ok(TempPlan { dir, tag: tag.clone(), has_changes: planned.changes, changes, text: planned.text })
}

/// Says before the apply what will keep a service from running what is applied.
pub(crate) fn warn_of_services(session: &Session, changes: &PlanChanges) {
    for address in &changes.deregistered {
        let message = format!("replacing `{address}` deregisters the revision that runs now");
        let hint = "set `skip_destroy = true`, so that ECS can roll back to it";
        session.context.events.warn(message, Some(hint.to_owned()));
    }
    for service in &changes.services {
        let address = &service.address;
        if let PlannedRevision::Kept(kept) = &service.revision {
            let message =
                format!("`{address}` keeps {kept}: its configuration ignores changes of `task_definition`");
            let hint = "remove `task_definition` from `ignore_changes`, so that Terraform deploys it";
            session.context.events.warn(message, Some(hint.to_owned()));
        }
        if service.waits_for_steady_state {
            let message = format!("Terraform itself waits for `{address}`, also while ECS rolls it back");
            let hint = "set `wait_for_steady_state = false`: this program follows the rollout";
            session.context.events.warn(message, Some(hint.to_owned()));
        }
    }
}
