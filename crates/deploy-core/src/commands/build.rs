//! `deploy build`: builds the images in the order in which they need each other.

use crate::docker::Engine;
use crate::error::Error;
use crate::event::Step;
use crate::session::Session;
use crate::steps::images::build;
use crate::steps::images::docker_login::{self, BuildSettings};
use crate::steps::images::read::{self, Images, Selection};
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

/// Builds, or shows what would be built. Returns how many images.
pub async fn build(session: &Session, request: BuildRequest) -> Result<usize, Error> {
    let tag = tag::announce(session, &request.tag);
    let selection = Selection { wanted: request.services, args: &request.build.args };
    let images = read::read(session, tag, selection).await?;
    if request.dry_run {
        return show_order(session, &images);
    }
    Engine::connect(&session.context).await?;
    let login = docker_login::for_bases(session, &images, &session.default_aws, request.build).await?;
    session.step(Step::Build, images.service_names()?, build::build_all(&images, &login.options)).await
}

fn show_order(session: &Session, images: &Images) -> Result<usize, Error> {
    let levels = images.levels()?;
    for (number, level) in levels.iter().enumerate() {
        for image in level {
            session.context.events.note(format!("{}. {} as {}", number + 1, image.service, image.reference));
        }
    }
    Ok(levels.iter().map(Vec::len).sum())
}
