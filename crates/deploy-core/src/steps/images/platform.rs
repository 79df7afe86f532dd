//! Whether an image is for the processors that its tasks run on: on a laptop with another one, a build makes images that ECS
//! cannot start.

use super::error::ImagesError;
use crate::compose::Image;
use crate::docker::Engine;
use crate::error::Error;
use crate::terraform::ContainerImage;
use crate::types::{ImageRef, Tag};

/// Refuses an image that was built for another architecture than that of a task definition with an image of its repository.
pub(crate) async fn require(
    engine: &Engine,
    image: &Image,
    tag: &Tag,
    definitions: &[ContainerImage],
) -> Result<(), Error> {
    let names = image.all_pushed_as(tag);
    let mut runs = definitions.iter().filter(|container| {
        let of_container = container.image.parse::<ImageRef>().ok().map(|image| image.normalized());
        of_container.is_some_and(|of_container| {
            names.iter().any(|name| {
                Some(&name.host) == of_container.host.as_ref() && name.repository == of_container.repository
            })
        })
    });
    let wanted = runs.find_map(|container| container.architecture.as_deref().map(platform));
    let (Some(wanted), Some(found)) = (wanted, engine.find(&image.reference).await?) else { return Ok(()) };
    if found.platform.is_empty() || found.platform == wanted {
        return Ok(());
    }
    let (image, built) = (image.reference.to_string(), found.platform);
    Err(ImagesError::OtherPlatform { image, built, wanted }.into())
}

/// Docker's name of what ECS calls `X86_64` or `ARM64`.
fn platform(architecture: &str) -> String {
    let architecture = match architecture {
        "X86_64" => "amd64",
        "ARM64" => "arm64",
        other => other,
    };
    format!("linux/{architecture}")
}
