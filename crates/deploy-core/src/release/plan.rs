//! `deploy plan`: shows what Terraform would change, and saves it bound to what it was made for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::event::{Fact, Step};
use crate::image::Tag;
use crate::project::Environment;
use crate::scratch::{RunFolder, Scratch};
use crate::terraform::{Circumstances, PlanRequest, Show, State};

use super::ready::{Intent, Ready};
use super::{Error, Run};

/// What to plan.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The tag, if given.
    pub tag: Option<Tag>,
    /// Where to save the plan.
    pub out: Option<PathBuf>,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    /// Whether there are changes.
    pub changes: bool,
}

/// A plan of this run's own, in a private folder that goes with it.
#[derive(Debug)]
pub(super) struct OwnPlan {
    folder: RunFolder,
    pub(super) changes: bool,
    /// Terraform's text, where it was kept for later.
    pub(super) text: Vec<String>,
}

impl OwnPlan {
    pub(super) fn file(&self) -> PathBuf {
        self.folder.path().join("plan")
    }
}

impl Run {
    /// Plans, shows Terraform's own text as it comes, and saves the plan where that was asked for.
    pub async fn plan(&self, environment: &Environment, request: Plan) -> Result<Planned, crate::Error> {
        self.choose(environment);
        if let Some(out) = &request.out {
            writable(out)?;
        }
        let ready = self.ready(environment, Intent::Change).await?;
        let tag = self.plan_tag(request.tag, &ready).await?;
        // Read before the plan is made: a state that changes meanwhile must show when the plan is applied.
        let state = match &request.out {
            Some(_) => ready.terraform.state(ready.aws.as_ref()).await?,
            None => None,
        };
        let plan =
            self.step(Step::Plan, about(&ready, &tag), self.own_plan(&ready, &tag, Show::Stream)).await?;
        if let Some(out) = &request.out {
            let circumstances = ready.circumstances(&tag, state.as_ref());
            save(&plan, out)?;
            ready.terraform.passport(out, circumstances).await?.write(out)?;
            let file = out.display();
            self.context.events.note(format!("saved {file}: apply it with `deploy apply --plan {file}`"));
        }
        Ok(Planned { changes: plan.changes })
    }

    /// Plans into a private folder.
    pub(super) async fn own_plan(
        &self,
        ready: &Ready,
        tag: &Tag,
        show: Show,
    ) -> Result<OwnPlan, crate::Error> {
        self.plan_into_folder(ready, tag, show, false).await
    }

    /// Plans to destroy everything.
    pub(super) async fn own_destroy_plan(&self, ready: &Ready, tag: &Tag) -> Result<OwnPlan, crate::Error> {
        self.plan_into_folder(ready, tag, Show::Stream, true).await
    }

    async fn plan_into_folder(
        &self,
        ready: &Ready,
        tag: &Tag,
        show: Show,
        destroy: bool,
    ) -> Result<OwnPlan, crate::Error> {
        let folder = Scratch::open(self.project.root())?.run_folder()?;
        let out = folder.path().join("plan");
        let planned = ready.terraform.plan(&PlanRequest { tag, out: &out, destroy, show }).await?;
        self.context.events.say(Fact::Planned { changes: planned.changes });
        Ok(OwnPlan { folder, changes: planned.changes, text: planned.text })
    }
}

impl Ready {
    /// What a plan is bound to, as it is now.
    pub(super) fn circumstances<'a>(&'a self, tag: &'a Tag, state: Option<&'a State>) -> Circumstances<'a> {
        Circumstances { tag, destroy: false, account: self.account.as_ref(), state }
    }
}

/// What a step of planning or applying is about, for people.
pub(super) fn about(ready: &Ready, tag: &Tag) -> String {
    format!("{} with tag {tag}", ready.environment.name)
}

/// Finds out before the plan is made whether it can be written.
fn writable(file: &Path) -> Result<(), Error> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let tried = tempfile::tempfile_in(folder).map(drop);
    tried.map_err(|source| Error::Unwritable { file: file.to_owned(), source })
}

/// A file that is there may be readable by others: it is replaced, not written into. The copy is as private as ours.
fn save(plan: &OwnPlan, out: &Path) -> Result<(), Error> {
    let unwritable = |source| Error::Unwritable { file: out.to_owned(), source };
    match fs::remove_file(out) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unwritable(error)),
        _ => {}
    }
    fs::copy(plan.file(), out).map(drop).map_err(unwritable)
}
