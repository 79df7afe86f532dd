//! What a plan does to images, told before it is applied: those that the registry lacks, those of another registry than
//! the one that was pushed to, and services that go back to an older tag.

use super::super::environment::Environment;
use super::super::images::read::Images;
use super::super::images::registry_digest;
use super::error::{PushedElsewhere, TagError};
use super::running_tag::{self, RunningService};
use crate::error::Error;
use crate::session::Session;
use crate::terraform::plan_changes::{PlanChanges, PlannedService};
use crate::terraform::{self, ContainerImage};
use crate::types::{ImageRef, Tag, TaggedImage};

/// The images with the tag that the plan's new task definitions name and the registry does not have. What cannot be asked
/// is not missing.
pub(crate) async fn missing(
    session: &Session,
    environment: &Environment,
    changes: &PlanChanges,
    tag: &Tag,
) -> Vec<TaggedImage> {
    let mut missing = Vec::new();
    for image in with_tag(changes, tag) {
        let found = registry_digest::find(session, &image, &environment.connection).await;
        if found.is_ok_and(|digests| digests.is_empty()) {
            missing.push(image);
        }
    }
    missing
}

/// Refuses a plan whose images the registry lacks: its tasks would never start.
pub(crate) async fn require(
    session: &Session,
    environment: &Environment,
    changes: &PlanChanges,
    tag: &Tag,
) -> Result<(), Error> {
    let missing = missing(session, environment, changes, tag).await;
    if missing.is_empty() { Ok(()) } else { Err(TagError::NoImages { images: missing }.into()) }
}

/// Refuses a plan that names the images of another registry than the one that they were pushed to.
pub(crate) fn require_pushed(images: &Images, changes: &PlanChanges, tag: &Tag) -> Result<(), TagError> {
    let all = images.pushed_names();
    let pushed = || all.iter();
    for planned in with_tag(changes, tag) {
        let namesake = pushed().find(|pushed| last_part(pushed) == last_part(&planned));
        if let Some(pushed) = namesake.filter(|_| !pushed().any(|pushed| pushed.name() == planned.name())) {
            return Err(TagError::PushedElsewhere(Box::new(PushedElsewhere {
                planned,
                pushed: pushed.clone(),
            })));
        }
    }
    Ok(())
}

fn last_part(image: &TaggedImage) -> &str {
    image.repository.rsplit('/').next().unwrap_or_default()
}

/// The images with the tag in the task definitions that the plan registers.
fn with_tag(changes: &PlanChanges, tag: &Tag) -> Vec<TaggedImage> {
    let images = changes.registered_images.iter().filter_map(|image| image.image.parse::<ImageRef>().ok());
    let images = images.filter(|image| image.tag.as_ref().is_some_and(|of_image| of_image.has_part(tag)));
    let mut images: Vec<_> = images.filter_map(|image| image.normalized().try_into().ok()).collect();
    images.sort();
    images.dedup();
    images
}

/// Says which services the plan moves back to an older tag than the one that they run.
pub(crate) async fn warn_of_older_tags(
    session: &Session,
    environment: &Environment,
    changes: &PlanChanges,
) -> Result<(), Error> {
    if changes.registered_images.is_empty() {
        return Ok(());
    }
    let state = terraform::state(&environment.terraform, &environment.connection).await?.unwrap_or_default();
    let running = running_tag::services(environment, &state).await?;
    for planned in &changes.services {
        let runs = running.iter().find(|runs| planned.arn.as_ref() == Some(&runs.arn));
        for (from, to) in runs.map(|runs| older_tags(runs, planned)).unwrap_or_default() {
            let message = format!("`{}` goes back from {from} to {to}", planned.address);
            session.context.events.warn(message, None);
        }
    }
    Ok(())
}

fn older_tags(running: &RunningService, planned: &PlannedService) -> Vec<(Tag, Tag)> {
    let tag = |image: &ContainerImage| image.image.parse::<ImageRef>().ok()?.tag;
    let planned = planned.images.iter().flatten();
    let pairs = planned.filter_map(|to| {
        let from = running.images.iter().find(|from| from.name == to.name)?;
        Some((tag(from)?, tag(to)?))
    });
    pairs.filter(|(from, to)| to.is_older_than(from)).collect()
}
