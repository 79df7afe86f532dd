//! The images that tasks run.
//!
//! The image is the running tasks', not the task definition's: a tag may have moved since, a digest cannot.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::task::{Task, TaskContainer};
use crate::types::ImageRef;

/// An image that tasks run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RunningImage {
    /// The container's name.
    pub container: String,
    /// The image, as the task definition names it.
    pub image: String,
    /// Its tag; none if it is named by digest, or by neither.
    pub tag: Option<String>,
    /// The digest of what was pulled; none before the pull.
    pub digest: Option<String>,
    /// In how many tasks.
    pub tasks: usize,
}

/// What the tasks of a service run.
pub(super) fn of_service(service: &str, tasks: &[Task]) -> Vec<RunningImage> {
    let group = format!("service:{service}");
    let ours = tasks.iter().filter(|task| task.group == group);
    let mut counts: BTreeMap<RunningImage, usize> = BTreeMap::new();
    for container in ours.flat_map(|task| &task.containers) {
        *counts.entry(RunningImage::from(container)).or_default() += 1;
    }
    counts.into_iter().map(|(image, tasks)| RunningImage { tasks, ..image }).collect()
}

impl From<&TaskContainer> for RunningImage {
    fn from(container: &TaskContainer) -> Self {
        let tag = container.image.parse::<ImageRef>().ok().and_then(|image| image.tag);
        Self {
            container: container.end.name.clone(),
            image: container.image.clone(),
            tag: tag.map(|tag| tag.to_string()),
            digest: container.image_digest.clone(),
            tasks: 0,
        }
    }
}
