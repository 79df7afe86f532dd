//! `deploy plan`: shows what Terraform would change, and saves it bound to what it was made for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::event::EventKind;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::Error as StepsError;
use crate::steps::environment::{self, Access, Environment};
use crate::steps::plan::{self, TempPlan};
use crate::steps::tag::planned_images;
use crate::steps::tag::{self, ChosenTag};
use crate::terraform::saved_plan::{self, PlanContext};
use crate::terraform::{self, Show, State};

/// What to plan.
#[derive(Clone, Debug, Default)]
pub struct PlanRequest {
    /// The tag, if given; else the one that the services run.
    pub tag: Option<ChosenTag>,
    /// Where to save the plan.
    pub out: Option<PathBuf>,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    /// Whether there are changes.
    pub changes: bool,
}

/// Plans, shows Terraform's own text as it comes, and saves the plan where that was asked for.
pub async fn plan(
    session: &Session,
    config: &EnvironmentConfig,
    request: PlanRequest,
) -> Result<Planned, Error> {
    environment::announce(session, config);
    if let Some(out) = &request.out {
        require_writable(out)?;
    }
    let environment = environment::open(session, config, Access::Change).await?;
    let tag = tag::for_plan(session, &environment, request.tag).await?;
    // Read before the plan is made: a state that changes meanwhile must show when the plan is applied.
    let state = match &request.out {
        Some(_) => terraform::state(&environment.terraform, &environment.connection).await?,
        None => None,
    };
    let plan = plan::create(session, &environment, &tag, Show::Stream).await?;
    planned_images::warn_of_older_tags(session, &environment, &plan.changes).await?;
    for image in planned_images::missing(session, &environment, &plan.changes, &tag).await {
        session.context.events.warn(format!("the registry does not have `{image}`"), None);
    }
    if let Some(out) = &request.out {
        save(&environment, &plan, state.as_ref(), out).await?;
        session.emit(EventKind::PlanSaved { file: out.clone() });
    }
    Ok(Planned { changes: plan.has_changes })
}

/// Finds out before the plan is made whether it can be written.
fn require_writable(file: &Path) -> Result<(), StepsError> {
    let unwritable = |source| StepsError::Unwritable { file: file.to_owned(), source };
    if file.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return Err(unwritable(io::Error::other("it is there, and it is not a regular file")));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let tried = tempfile::tempfile_in(folder).map(drop);
    tried.map_err(unwritable)
}

async fn save(
    environment: &Environment,
    plan: &TempPlan,
    state: Option<&State>,
    out: &Path,
) -> Result<(), Error> {
    copy(&plan.file(), out).map_err(|source| StepsError::Unwritable { file: out.to_owned(), source })?;
    environment.account().await?;
    let context = PlanContext { tag: &plan.tag, location: &environment.connection.location(), state };
    saved_plan::describe(&environment.terraform, out, context).await?.write(out)?;
    Ok(())
}

/// A file that exists may be readable by others: it is replaced, not written into. The copy is as private as ours.
fn copy(plan: &Path, out: &Path) -> io::Result<()> {
    match fs::remove_file(out) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::copy(plan, out).map(drop),
    }
}
