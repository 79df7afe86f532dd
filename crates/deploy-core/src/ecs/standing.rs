//! How services stand now, for people who ask: counts, deployments with their age, what their tasks really run.
//!
//! The image is the running tasks', not the task definition's: a tag may have moved since, a digest cannot.

use std::collections::BTreeMap;

use aws_sdk_ecs::primitives::DateTime;
use aws_sdk_ecs::types::{self, Task};
use jiff::Timestamp;
use serde::Serialize;

use super::service::short;
use crate::event::StoppedTasks;

/// The last events are what one asks for.
const EVENTS: usize = 3;

/// How a service stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The service's name.
    pub service: String,
    /// `ACTIVE`, `DRAINING`, `INACTIVE`; `MISSING` where ECS does not have it.
    pub status: String,
    /// Tasks that run.
    pub running: i32,
    /// Tasks that are wanted.
    pub desired: i32,
    /// Tasks that are starting.
    pub pending: i32,
    /// What its tasks run: several images while a rollout goes on, or of several containers.
    pub images: Vec<RunningImage>,
    /// Its deployments, the primary one first.
    pub deployments: Vec<Rolled>,
    /// Why tasks of the deployment that is in trouble stopped.
    pub stopped: Vec<StoppedTasks>,
    /// Its last events, newest first.
    pub events: Vec<Event>,
}

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

/// A deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rolled {
    /// `ecs-svc/…`.
    pub id: String,
    /// Whether it is the one that the service is to have.
    pub primary: bool,
    /// `family:revision`.
    pub task_definition: String,
    /// `IN_PROGRESS`, `COMPLETED`, `FAILED`; some kinds of service do not say.
    pub state: Option<String>,
    /// Why it is in that state.
    pub reason: Option<String>,
    /// When it began.
    pub created: Option<Timestamp>,
    /// When it changed last.
    pub updated: Option<Timestamp>,
    /// Tasks that run.
    pub running: i32,
    /// Tasks that are wanted.
    pub desired: i32,
    /// Tasks that are starting.
    pub pending: i32,
    /// Tasks that failed.
    pub failed: i32,
}

/// Something that ECS said of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// When.
    pub time: Option<Timestamp>,
    /// What.
    pub message: String,
}

impl Standing {
    /// Whether it has come to rest as it is to be: its one deployment is complete, and all of its tasks run.
    pub fn is_settled(&self) -> bool {
        let is_complete = |it: &Rolled| it.state.as_deref().is_none_or(|state| state == "COMPLETED");
        let complete = matches!(self.deployments.as_slice(), [only] if is_complete(only));
        self.status == "ACTIVE" && complete && self.running == self.desired && self.pending == 0
    }

    /// The deployment that the service is to have.
    pub fn primary(&self) -> Option<&Rolled> {
        self.deployments.iter().find(|deployment| deployment.primary)
    }

    /// The id of the deployment whose tasks do not start, or do not stay.
    pub(super) fn in_trouble(&self) -> Option<&str> {
        let fails = |it: &&Rolled| it.failed > 0 && it.state.as_deref() != Some("COMPLETED");
        let short_of_tasks = || self.primary().filter(|_| self.running < self.desired);
        self.deployments.iter().find(fails).or_else(short_of_tasks).map(|deployment| deployment.id.as_str())
    }

    pub(super) fn of(name: &str, service: Option<&types::Service>, tasks: &[Task]) -> Self {
        let Some(service) = service else { return Self::missing(name) };
        let events = service.events().iter().take(EVENTS).map(|event| Event {
            time: event.created_at().and_then(timestamp),
            message: event.message().unwrap_or_default().to_owned(),
        });
        Self {
            service: name.to_owned(),
            status: service.status().unwrap_or_default().to_owned(),
            running: service.running_count(),
            desired: service.desired_count(),
            pending: service.pending_count(),
            images: images(name, tasks),
            deployments: service.deployments().iter().map(Rolled::from).collect(),
            stopped: Vec::new(),
            events: events.collect(),
        }
    }

    fn missing(name: &str) -> Self {
        Self {
            service: name.to_owned(),
            status: "MISSING".to_owned(),
            running: 0,
            desired: 0,
            pending: 0,
            images: Vec::new(),
            deployments: Vec::new(),
            stopped: Vec::new(),
            events: Vec::new(),
        }
    }
}

fn images(service: &str, tasks: &[Task]) -> Vec<RunningImage> {
    let group = format!("service:{service}");
    let ours = tasks.iter().filter(|task| task.group() == Some(&group));
    let mut counts: BTreeMap<RunningImage, usize> = BTreeMap::new();
    for container in ours.flat_map(Task::containers) {
        *counts.entry(RunningImage::from(container)).or_default() += 1;
    }
    counts.into_iter().map(|(image, tasks)| RunningImage { tasks, ..image }).collect()
}

impl From<&types::Container> for RunningImage {
    fn from(container: &types::Container) -> Self {
        let image = container.image().unwrap_or_default();
        Self {
            container: container.name().unwrap_or_default().to_owned(),
            image: image.to_owned(),
            tag: tag(image).map(str::to_owned),
            digest: container.image_digest().map(str::to_owned),
            tasks: 0,
        }
    }
}

/// What stands after the last colon, which may be a port's or a digest's.
fn tag(image: &str) -> Option<&str> {
    let name = image.split_once('@').map_or(image, |(name, _)| name);
    name.rsplit_once(':').map(|(_, tag)| tag).filter(|tag| !tag.contains('/'))
}

impl From<&types::Deployment> for Rolled {
    fn from(deployment: &types::Deployment) -> Self {
        let reason = deployment.rollout_state_reason().filter(|reason| !reason.is_empty());
        Self {
            id: deployment.id().unwrap_or_default().to_owned(),
            primary: deployment.status() == Some("PRIMARY"),
            task_definition: short(deployment.task_definition().unwrap_or_default()).to_owned(),
            state: deployment.rollout_state().map(|state| state.as_str().to_owned()),
            reason: reason.map(str::to_owned),
            created: deployment.created_at().and_then(timestamp),
            updated: deployment.updated_at().and_then(timestamp),
            running: deployment.running_count(),
            desired: deployment.desired_count(),
            pending: deployment.pending_count(),
            failed: deployment.failed_tasks(),
        }
    }
}

fn timestamp(time: &DateTime) -> Option<Timestamp> {
    Timestamp::from_second(time.secs()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_and_a_digest_are_no_tag() {
        assert_eq!(tag("localhost:5000/app:1.0"), Some("1.0"));
        assert_eq!(tag("localhost:5000/app"), None);
        assert_eq!(tag("a.b/app@sha256:00"), None);
        assert_eq!(tag("a.b/app:1@sha256:00"), Some("1"));
    }
}
