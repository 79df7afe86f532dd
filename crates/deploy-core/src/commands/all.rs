//! `deploy all`: build, push, plan, apply, rollout. Terraform plans while the images are built and pushed; the
//! confirmation comes when both are done, with the plan in view.

use crate::compose;
use crate::context::join_or_stop;
use crate::error::Error;
use crate::event::Step;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::apply::{self, AllowDestroy, Applied};
use crate::steps::environment::{self, Access, Environment};
use crate::steps::images::build::{self, Building};
use crate::steps::images::error::ImagesError;
use crate::steps::images::read::{self, Images, Selection};
use crate::steps::images::registries::{self, Registries};
use crate::steps::images::settings::BuildSettings;
use crate::steps::images::{docker_login, names, platform};
use crate::steps::plan::{self, TempPlan};
use crate::steps::rollout::Follow;
use crate::steps::runs::lock::{self, Taken};
use crate::steps::runs::{self, Run};
use crate::steps::tag::planned_images;
use crate::steps::tag::{self, ChosenTag};
use crate::terraform::{self, ContainerImage, Show};
use crate::types::{Activity, Tag};

/// What to deploy, and how.
#[derive(Clone, Debug)]
pub struct AllRequest {
    /// The images' tag.
    pub tag: ChosenTag,
    /// How to build.
    pub build: BuildSettings,
    /// What may be destroyed or replaced without being asked for.
    pub allow_destroy: AllowDestroy,
    /// How to follow the rollout, if at all.
    pub follow: Option<Follow>,
}

/// What was checked before the first change.
struct Checked {
    images: Images,
    registries: Registries,
}

/// Builds, pushes, plans, applies, and follows the rollout.
pub async fn all(
    session: &Session,
    config: &EnvironmentConfig,
    request: AllRequest,
) -> Result<Applied, Error> {
    let session = &session.child();
    environment::announce(session, config);
    session.consent.ensure_possible(config)?;
    let environment = &environment::authenticated(session, config, Access::LockedChange).await?;
    let tag = tag::announce(session, &request.tag);

    let checking = check(session, environment, tag, &request.build);
    let checked = session.step(Step::Check, config.name.as_str(), checking).await?;
    let Checked { images, registries } = &checked;
    let login =
        docker_login::for_bases(session, images, &environment.connection, request.build.clone()).await?;

    let run = Run::new(session, environment, "all").await?;
    lock::require_free(&run).await?;
    let releasing = Box::pin(async {
        run.enter(Activity::Building).await;
        // The images and the plan do not need each other: when one fails, the other is asked to stop.
        let applied = applied_images(environment).await?;
        let engine = &registries.engine;
        let building = Building { session, images, engine, login: &login, applied: &applied };
        let building = build::build_and_push(&building, registries);
        let planning = plan::create(session, environment, tag, Show::Keep);
        let ((), plan) = join_or_stop(&session.context.interrupt, building, planning).await?;
        session.context.interrupt.check()?;
        apply_plan(&run, &checked, plan, &request).await
    });
    runs::record(&run, releasing).await
}

/// Applies, under the lock, what was confirmed.
async fn apply_plan(
    run: &Run<'_>,
    checked: &Checked,
    plan: TempPlan,
    request: &AllRequest,
) -> Result<Applied, Error> {
    let follow = request.follow.map(|follow| Follow { redeploys_moved_tags: true, ..follow });
    confirm(run, checked, &plan, &request.allow_destroy).await?;
    let apply_it = async |taken: Taken| {
        let again = match taken {
            Taken::AtOnce => None,
            Taken::AfterAnother => {
                let again = plan::create(run.session, run.environment, &plan.tag, Show::Keep).await?;
                confirm(run, checked, &again, &request.allow_destroy).await?;
                Some(again)
            }
        };
        apply::apply_and_follow(run, again.as_ref().unwrap_or(&plan), follow).await
    };
    lock::hold(run, plan.activity(), apply_it).await
}

/// Shows the plan, checks the images that it names, and asks.
async fn confirm(
    run: &Run<'_>,
    Checked { images, registries }: &Checked,
    plan: &TempPlan,
    allow_destroy: &AllowDestroy,
) -> Result<(), Error> {
    let Run { session, environment, .. } = run;
    plan::show(session, plan);
    for image in images.built()? {
        platform::require(&registries.engine, image, &plan.tag, &plan.changes.registered_images).await?;
    }
    planned_images::require_pushed(images, &plan.changes, &plan.tag)?;
    planned_images::require(session, environment, &plan.changes, &plan.tag).await?;
    planned_images::warn_of_older_tags(session, environment, &plan.changes).await?;
    apply::confirm(session, environment, plan, allow_destroy).await
}

/// The images of the task definitions that were applied last.
async fn applied_images(environment: &Environment) -> Result<Vec<ContainerImage>, Error> {
    let state = terraform::state(&environment.terraform, &environment.connection).await?.unwrap_or_default();
    Ok(state.task_definitions.into_values().flat_map(|definition| definition.images).collect())
}

/// Checks what can be checked before the first change.
async fn check(
    session: &Session,
    environment: &Environment,
    tag: &Tag,
    settings: &BuildSettings,
) -> Result<Checked, Error> {
    let checking = check_images(session, environment, tag, settings);
    let preparing = environment::prepare(environment);
    let (checked, prepared) = tokio::join!(checking, preparing);
    let (images, registries) = checked?;
    prepared?;
    Ok(Checked { images, registries })
}

async fn check_images(
    session: &Session,
    environment: &Environment,
    tag: &Tag,
    settings: &BuildSettings,
) -> Result<(Images, Registries), Error> {
    if !session.project.has_build_file() {
        return Err(ImagesError::NoBuildFile.into());
    }
    let selection =
        Selection { wanted: Vec::new(), profiles: settings.profiles.clone(), args: &settings.args };
    let images = read::read(session, tag, selection).await?;
    let built = images.built()?;
    names::require(&built, images.tag())?;
    compose::warn_of_secrets(&images.compose, &built);
    let registries = registries::find(session, &images, &environment.connection).await?;
    registries::require_repositories(&images, &registries).await?;
    Ok((images, registries))
}
