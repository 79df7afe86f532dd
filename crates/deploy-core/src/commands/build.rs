//! `deploy build`: builds the images in the order in which they need each other.

use crate::compose;
use crate::docker::Engine;
use crate::error::Error;
use crate::session::Session;
use crate::steps::images::build::{self, Building};
use crate::steps::images::build_plan::BuildPlan;
use crate::steps::images::docker_login;
use crate::steps::images::names;
use crate::steps::images::read::{self, Selection};
use crate::steps::images::settings::BuildSettings;
use crate::steps::tag::{self, ChosenTag};

/// What to build, and how.
#[derive(Clone, Debug)]
pub struct BuildRequest {
    /// The images' tag.
    pub tag: ChosenTag,
    /// Services of the build file; none means all.
    pub services: Vec<String>,
    /// How to build.
    pub build: BuildSettings,
    /// Only show what would be built.
    pub dry_run: bool,
}

/// What was built, or would be.
#[derive(Debug)]
pub enum BuildOutcome {
    /// So many images were built.
    Built(usize),
    /// This would be built.
    Planned(BuildPlan),
}

/// Builds, or says what would be built.
pub async fn build(session: &Session, request: BuildRequest) -> Result<BuildOutcome, Error> {
    let tag = tag::announce(session, &request.tag);
    let BuildRequest { services, build: settings, dry_run, .. } = &request;
    let selection =
        Selection { wanted: services.clone(), profiles: settings.profiles.clone(), args: &settings.args };
    let images = read::read(session, tag, selection).await?;
    let built = images.built()?;
    names::announce(session, &built, images.tag());
    if *dry_run {
        return Ok(BuildOutcome::Planned(BuildPlan::of(&images)?));
    }
    compose::warn_of_secrets(&images.compose, &built);
    let engine = &Engine::connect(&session.context).await?;
    let login = &docker_login::for_bases(session, &images, &session.default_aws, request.build).await?;
    let building = Building { session, images: &images, engine, login, applied: &[] };
    Ok(BuildOutcome::Built(build::build_all(&building).await?))
}
