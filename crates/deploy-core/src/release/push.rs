//! `deploy push`: pushes what the registry does not have.

use crate::event::Step;

use super::Run;
use super::tag::BuildTag;

/// What to push.
#[derive(Clone, Debug)]
pub struct Push {
    /// The images' tag.
    pub tag: BuildTag,
    /// Services of the build file; none means all.
    pub services: Vec<String>,
}

impl Run {
    /// Pushes. Returns how many images the registry now has.
    pub async fn push(&self, request: Push) -> Result<usize, crate::Error> {
        self.tell_tag(&request.tag);
        let images = self.images(&request.tag.tag, request.services, &[]).await?;
        let registries = self.registries(&images, None).await?;
        images.require_repositories(&registries).await?;
        let wanted = images.wanted()?;
        let about: Vec<_> = wanted.iter().map(|image| image.service.as_str()).collect();
        self.step(Step::Push, about.join(", "), registries.push(self, &wanted)).await?;
        Ok(wanted.len())
    }
}
