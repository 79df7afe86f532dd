//! `deploy build`: builds the images in an order that is right.

use crate::build::BuildArg;
use crate::event::Step;
use crate::registry::Engine;

use super::Run;
use super::images::Images;
use super::tag::BuildTag;

/// What to build, and how.
#[derive(Clone, Debug)]
pub struct Build {
    /// The images' tag.
    pub tag: BuildTag,
    /// Services of the build file; none means all.
    pub services: Vec<String>,
    /// Build every step again.
    pub no_cache: bool,
    /// Build arguments, before those of the file.
    pub args: Vec<BuildArg>,
    /// Only say what would be built.
    pub dry_run: bool,
}

impl Run {
    /// Builds, or says what would be built. Returns how many images.
    pub async fn build(&self, request: Build) -> Result<usize, crate::Error> {
        self.tell_tag(&request.tag);
        let images = self.images(&request.tag.tag, request.services, &request.args).await?;
        if request.dry_run {
            return self.tell_order(&images);
        }
        Engine::connect(&self.context).await?;
        let (options, _logins) = self.build_options(&images, (request.no_cache, request.args), None).await?;
        self.step(Step::Build, names(&images)?, images.build_all(&options)).await
    }

    fn tell_order(&self, images: &Images) -> Result<usize, crate::Error> {
        let levels = images.levels()?;
        for (number, level) in levels.iter().enumerate() {
            for image in level {
                self.context.events.note(format!("{}. {} as {}", number + 1, image.service, image.image));
            }
        }
        Ok(levels.iter().map(Vec::len).sum())
    }
}

/// The images, for people.
pub(super) fn names(images: &Images) -> Result<String, crate::Error> {
    let levels = images.levels()?;
    Ok(levels.iter().flatten().map(|image| image.service.as_str()).collect::<Vec<_>>().join(", "))
}
