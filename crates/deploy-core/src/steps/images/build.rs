//! Building images level by level, and pushing each level while the next one is built.

use super::push;
use super::read::Images;
use super::registries::Registries;
use crate::compose::{self, BuildOptions, Image};
use crate::context::join_or_stop;
use crate::error::Error;
use crate::event::Step;
use crate::session::Session;

/// Builds all levels, one after the other. Returns how many images.
pub(crate) async fn build_all(images: &Images, options: &BuildOptions) -> Result<usize, compose::Error> {
    let levels = images.levels()?;
    for level in &levels {
        build_level(images, level, options).await?;
    }
    Ok(levels.iter().map(Vec::len).sum())
}

/// Builds and pushes. Each level is pushed while the next one is built.
pub(crate) async fn build_and_push(
    session: &Session,
    images: &Images,
    registries: &Registries,
    options: &BuildOptions,
) -> Result<(), Error> {
    let build_and_push = async {
        let mut built = Vec::new();
        for level in images.levels()? {
            let pushing = push::push_all(session, registries, &built);
            let building = async { Ok(build_level(images, &level, options).await?) };
            join_or_stop(&session.context.interrupt, pushing, building).await?;
            built = level;
        }
        push::push_all(session, registries, &built).await
    };
    let about = format!("and push {}", images.service_names()?);
    session.step(Step::Build, about, build_and_push).await
}

async fn build_level(
    images: &Images,
    level: &[&Image],
    options: &BuildOptions,
) -> Result<(), compose::Error> {
    compose::build(&images.compose, &images.files, level, options).await
}
