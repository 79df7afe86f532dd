//! `deploy apply`: applies exactly what was planned, then follows the rollout to its end.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::Error;
use crate::event::{EventKind, TagOrigin};
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::apply::{self, AllowDestroy, Applied, PlanFile};
use crate::steps::environment::{self, Access, Environment};
use crate::steps::plan::{self, TempPlan};
use crate::steps::rollout::Follow;
use crate::steps::runs::lock::{self, Taken};
use crate::steps::runs::{self, Run};
use crate::steps::tag::planned_images;
use crate::steps::tag::{self, ChosenTag};
use crate::terraform::plan_changes::{self, PlanChanges};
use crate::terraform::saved_plan::{self, PlanContext, PlanMetadata};
use crate::terraform::{self, Show};
use crate::types::{Activity, Tag};

const COMMAND: &str = "apply";

/// How old a saved plan may be, unless `deploy.toml` says.
const MAX_PLAN_AGE: Duration = Duration::from_hours(24);

/// What to apply, and whether to follow the rollout.
#[derive(Clone, Debug)]
pub struct ApplyRequest {
    /// What to apply.
    pub source: PlanSource,
    /// What may be destroyed or replaced without being asked for.
    pub allow_destroy: AllowDestroy,
    /// How to follow the rollout, if at all.
    pub follow: Option<Follow>,
}

/// What to apply.
#[derive(Clone, Debug)]
pub enum PlanSource {
    /// A plan with a tag; if none is given, with the one that the services run.
    Tag(Option<ChosenTag>),
    /// A plan that was saved.
    File(PathBuf),
}

/// Applies, and follows the rollout.
pub async fn apply(
    session: &Session,
    config: &EnvironmentConfig,
    request: ApplyRequest,
) -> Result<Applied, Error> {
    environment::announce(session, config);
    match &request.source {
        PlanSource::Tag(tag) => apply_tag(session, config, tag.clone(), &request).await,
        PlanSource::File(file) => apply_saved(session, config, file, &request).await,
    }
}

async fn apply_tag(
    session: &Session,
    config: &EnvironmentConfig,
    tag: Option<ChosenTag>,
    request: &ApplyRequest,
) -> Result<Applied, Error> {
    session.consent.ensure_possible(config)?;
    let environment = environment::open(session, config, Access::LockedChange).await?;
    let run = Run::new(session, &environment, COMMAND).await?;
    lock::require_free(&run).await?;
    let tag = tag::for_plan(session, &environment, tag).await?;
    let plan = plan_and_confirm(&run, &tag, &request.allow_destroy).await?;
    let apply_it = async |taken: Taken| {
        let again = match taken {
            Taken::AtOnce => None,
            Taken::AfterAnother => Some(plan_and_confirm(&run, &tag, &request.allow_destroy).await?),
        };
        let plan = again.as_ref().unwrap_or(&plan);
        runs::record(&run, apply::apply_and_follow(&run, plan, request.follow)).await
    };
    lock::hold(&run, plan.activity(), apply_it).await
}

async fn plan_and_confirm(run: &Run<'_>, tag: &Tag, allow_destroy: &AllowDestroy) -> Result<TempPlan, Error> {
    let Run { session, environment, .. } = run;
    let plan = plan::create(session, environment, tag, Show::Stream).await?;
    check_images(session, environment, &plan.changes, tag).await?;
    apply::confirm(session, environment, &plan, allow_destroy).await?;
    Ok(plan)
}

/// What the plan names must be there before anything is changed.
async fn check_images(
    session: &Session,
    environment: &Environment,
    changes: &PlanChanges,
    tag: &Tag,
) -> Result<(), Error> {
    planned_images::require(session, environment, changes, tag).await?;
    planned_images::warn_of_older_tags(session, environment, changes).await
}

/// A saved plan must have been made for what is there now.
async fn apply_saved(
    session: &Session,
    config: &EnvironmentConfig,
    file: &Path,
    request: &ApplyRequest,
) -> Result<Applied, Error> {
    // Terraform runs in its own folder, where a relative path means another file.
    let file = &std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let metadata = PlanMetadata::read(file)?;
    let plan = plan::copy(session, file)?;
    let file = &plan.file();
    session.consent.ensure_possible(config)?;
    let environment = environment::open(session, config, Access::LockedChange).await?;
    let run = Run::new(session, &environment, COMMAND).await?;
    lock::require_free(&run).await?;
    check_metadata(&environment, &metadata, file).await?;
    let tag = &metadata.tag;
    session.emit(EventKind::TagChosen { tag: tag.clone(), origin: TagOrigin::SavedPlan });
    if session.consent.is_asked() {
        saved_plan::show(&environment.terraform, file).await?;
    }
    let changes = &plan_changes::read(&environment.terraform, file).await?;
    plan::warn_of_services(session, changes);
    check_images(session, &environment, changes, tag).await?;
    let plan = PlanFile { file, changes, tag };
    apply::confirm_file(session, &environment, &plan, &request.allow_destroy).await?;
    let apply_it = async |taken: Taken| {
        if taken == Taken::AfterAnother {
            check_metadata(&environment, &metadata, plan.file).await?;
        }
        runs::record(&run, apply::apply_file_and_follow(&run, plan, request.follow)).await
    };
    lock::hold(&run, Activity::Applying, apply_it).await
}

/// Refuses a plan that was made for something else than what is there now.
async fn check_metadata(
    environment: &Environment,
    metadata: &PlanMetadata,
    file: &Path,
) -> Result<(), Error> {
    let state = terraform::state(&environment.terraform, &environment.connection).await?;
    environment.account().await?;
    let location = &environment.connection.location();
    let context = PlanContext { tag: &metadata.tag, location, state: state.as_ref() };
    let now = saved_plan::describe(&environment.terraform, file, context).await?;
    let max_age = environment.config.settings.max_plan_age.map_or(MAX_PLAN_AGE, |age| age.0);
    Ok(metadata.check(&now, max_age)?)
}
