//! What images are called: by the build file, by the pattern of `deploy.toml`, or else by Compose.

use super::config::{Config, plain};
use super::written::Place;
use crate::compose::error::Error;
use crate::compose::image::{Image, Invalid};
use crate::types::{ImageRef, Tag, TaggedImage};

/// The service that carries the pattern through Compose, which puts the variables in.
pub(in crate::compose) const PATTERN_SERVICE: &str = "deploy-image-pattern";
/// What stands for the service's name in the pattern.
const SERVICE: &str = "{service}";

/// How the images of one project are named.
#[derive(Debug)]
pub(in crate::compose) struct Naming<'a> {
    /// `PROJECT-` or `PROJECT_`, before the service's name, where nothing else names an image.
    prefix: String,
    /// The pattern of `deploy.toml`, with its variables put in.
    pattern: Option<String>,
    tag: &'a Tag,
}

/// The names of one image.
pub(in crate::compose) struct Names {
    pub(in crate::compose) reference: ImageRef,
    /// Its name in the build file, where the pattern gives it another one.
    pub(in crate::compose) other: Option<ImageRef>,
    /// Whether the pattern names it.
    pub(in crate::compose) by_pattern: bool,
    pub(in crate::compose) invalid: Option<Invalid>,
}

impl<'a> Naming<'a> {
    /// Takes the pattern out of what Compose printed.
    pub(in crate::compose) fn of(prefix: String, config: &mut Config, tag: &'a Tag) -> Self {
        let pattern = config.services.remove(PATTERN_SERVICE).and_then(|service| service.image);
        Self { prefix, pattern, tag }
    }

    /// The pattern names what push would not take as it is named.
    pub(in crate::compose) fn names(
        &self,
        service: &str,
        image: Option<&str>,
        place: Option<Place>,
    ) -> Names {
        let written = image.map(plain);
        let (own, invalid) = match written.as_deref().map(str::parse::<ImageRef>) {
            None => (None, None),
            Some(Ok(reference)) => (Some(reference), None),
            Some(Err(_)) => (None, written.map(|name| Invalid { name, place })),
        };
        let pattern = self.pattern.as_ref().filter(|_| !own.as_ref().is_some_and(|own| self.is_pushed(own)));
        let Some(pattern) = pattern.filter(|_| invalid.is_none()) else {
            let reference = own.unwrap_or_else(|| self.default(service));
            return Names { reference, other: None, by_pattern: false, invalid };
        };
        let name = plain(pattern).replace(SERVICE, &service.to_lowercase());
        let reference = name.parse().ok();
        let invalid = if reference.is_some() { None } else { Some(Invalid { name, place: None }) };
        let reference = reference.unwrap_or_else(|| self.default(service));
        Names { reference, other: own, by_pattern: true, invalid }
    }

    fn is_pushed(&self, name: &ImageRef) -> bool {
        TaggedImage::try_from(name.clone()).is_ok_and(|image| image.tag.has_part(self.tag))
    }

    /// As Compose names the image of a service without `image`.
    fn default(&self, service: &str) -> ImageRef {
        let repository = format!("{}{}", self.prefix, service.to_lowercase());
        ImageRef { host: None, repository, tag: None, digest: None }
    }
}

/// The name of a project that does not name itself, as the first generation makes it from its folder.
pub(in crate::compose) fn project_of_folder(folder: &str) -> String {
    folder
        .to_lowercase()
        .chars()
        .filter(|char| char.is_ascii_alphanumeric() || "-_".contains(*char))
        .collect()
}

/// One name cannot be that of two builds.
pub(in crate::compose) fn refuse_one_name_for_two(images: &[Image]) -> Result<(), Error> {
    for (index, image) in images.iter().enumerate() {
        let same = |other: &&Image| other.reference.normalized() == image.reference.normalized();
        if let Some(other) = images[..index].iter().find(same) {
            return Err(Error::Image {
                service: image.service.clone(),
                problem: format!(
                    "`{}` builds the same image `{}` differently",
                    other.service, image.reference
                ),
                hint: "give each its own image, or the same `build`".into(),
            });
        }
    }
    Ok(())
}
