//! Which services a tag concerns, and what they must run: their images with the digests that the registry has.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::environment::Environment;
use super::images::registry_digest;
use crate::aws::ecs::rollout::{Expected, ExpectedImage};
use crate::session::Session;
use crate::terraform::ContainerImage;
use crate::terraform::plan_changes::PlanChanges;
use crate::types::{Digest, ImageRef, Tag, TaggedImage};

/// What a registry has under an image's name: its digests, or why they cannot be read.
type Found = Result<Vec<Digest>, String>;

/// The digests of the images that carry the tag, as the registry had them before the apply.
#[derive(Debug)]
pub(crate) struct ExpectedImages {
    tag: Tag,
    digests: BTreeMap<String, Found>,
}

/// Reads the digests of the images of a plan that carry the tag.
pub(crate) async fn read(
    session: &Session,
    environment: &Environment,
    plan: &PlanChanges,
    tag: &Tag,
) -> ExpectedImages {
    let mut expected = ExpectedImages::of_tag(tag.clone());
    for images in plan.services.iter().filter_map(|service| service.images.as_deref()) {
        expected.read(session, environment, images).await;
    }
    expected
}

impl ExpectedImages {
    /// Nothing was read yet.
    pub(crate) fn of_tag(tag: Tag) -> Self {
        Self { tag, digests: BTreeMap::new() }
    }

    /// What a service with these images must run, if they are known.
    pub(crate) async fn of_images(
        &mut self,
        session: &Session,
        environment: &Environment,
        images: Result<Vec<ContainerImage>, String>,
    ) -> Expected {
        match images {
            Ok(images) => {
                self.read(session, environment, &images).await;
                self.of_service(&images)
            }
            Err(reason) => Expected::Unknown(reason),
        }
    }

    /// Reads the digests of images that were not known before. What cannot be read is kept as that.
    async fn read(&mut self, session: &Session, environment: &Environment, images: &[ContainerImage]) {
        for (_, name, image) in self.concerned(images) {
            if let Entry::Vacant(unread) = self.digests.entry(name) {
                unread.insert(digests(session, environment, image).await);
            }
        }
    }

    /// What a service with these images must run.
    fn of_service(&self, images: &[ContainerImage]) -> Expected {
        let mut expected = Vec::new();
        for (container, image, _) in self.concerned(images) {
            match self.digests.get(&image) {
                Some(Ok(digests)) if !digests.is_empty() => {
                    expected.push(ExpectedImage { container, image, digests: digests.clone() });
                }
                Some(Ok(_)) => return Expected::Unknown(format!("the registry has no {image}")),
                Some(Err(reason)) => {
                    return Expected::Unknown(format!("the digest of {image} could not be read: {reason}"));
                }
                None => return Expected::Unknown(format!("the digest of {image} was not read")),
            }
        }
        if expected.is_empty() { Expected::Anything } else { Expected::Images(expected) }
    }

    /// The images that carry the tag: container, name, and the parsed reference, if it names a registry.
    fn concerned(&self, images: &[ContainerImage]) -> Vec<(String, String, Option<TaggedImage>)> {
        let concerned = images.iter().filter_map(|ContainerImage { name, image, .. }| {
            let reference: ImageRef = image.parse().ok()?;
            let carries_it = reference.tag.as_ref().is_some_and(|of_image| of_image.has_part(&self.tag));
            carries_it.then(|| (name.clone(), image.clone(), reference.normalized().try_into().ok()))
        });
        concerned.collect()
    }
}

async fn digests(session: &Session, environment: &Environment, image: Option<TaggedImage>) -> Found {
    let Some(image) = image else { return Err("it names no tag".to_owned()) };
    let found = registry_digest::find(session, &image, &environment.connection).await;
    found.map_err(|error| error.to_string())
}
