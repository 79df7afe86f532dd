//! The image that `--tag` selects.

use crate::aws::Aws;
use crate::image::{ImageRef, Tag};
use crate::registry::Registry;
use crate::release::{Error, Run};

impl Run {
    /// The image of a container with another tag; none if it has that tag already. That the registry has it is made
    /// sure of, where the registry is ECR.
    pub(super) async fn image_with(
        &self,
        image: &str,
        tag: &Tag,
        aws: &Aws,
    ) -> Result<Option<String>, crate::Error> {
        let wanted = format!("{}:{tag}", name(image));
        if wanted == image {
            return Ok(None);
        }
        let unchecked = || self.context.events.note(format!("whether there is a {wanted} was not checked"));
        let Ok(reference) = wanted.parse::<ImageRef>() else {
            unchecked();
            return Ok(Some(wanted));
        };
        match Registry::of(&reference.host, aws).await? {
            Registry::Ecr(ecr) if ecr.find(&reference).await?.is_none() => {
                return Err(Error::NoImage { image: reference }.into());
            }
            Registry::Ecr(_) => {}
            Registry::Other { .. } => unchecked(),
        }
        Ok(Some(wanted))
    }
}

/// The name of an image without its tag and digest. A colon before the last `/` is a port's.
fn name(image: &str) -> &str {
    let image = image.split_once('@').map_or(image, |(name, _)| name);
    match image.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => name,
        _ => image,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_and_digest_are_no_part_of_the_name() {
        assert_eq!(name("localhost:5000/app:1.0"), "localhost:5000/app");
        assert_eq!(name("localhost:5000/app"), "localhost:5000/app");
        assert_eq!(name("a.b/app:1@sha256:00"), "a.b/app");
        assert_eq!(name("nginx"), "nginx");
    }
}
