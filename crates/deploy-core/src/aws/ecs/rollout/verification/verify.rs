//! Whether the tasks of a service run what was applied, each container by the digest of its image, and are healthy for its
//! load balancers.

use super::super::super::client::Ecs;
use super::super::super::error::Error;
use super::super::super::service::Service;
use super::super::super::target_health;
use super::super::super::task::{self, Task, TaskContainer};
use super::super::refused::unless_refused;
use super::super::target::{Expected, ExpectedImage, RolloutTarget};
use crate::context::Context;
use crate::event::{RolloutOutcome, RolloutResult};

/// What was seen of what runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verified {
    /// It is what it must be.
    Right,
    /// It may still become that: this is missing.
    NotYet(String),
    /// It is not, or that cannot be known.
    Wrong(RolloutOutcome),
}

/// Looks at the tasks of a deployment.
pub(crate) async fn verify(
    ecs: &Ecs,
    target: &RolloutTarget,
    service: &Service,
    deployment: Option<&str>,
    context: &Context,
) -> Result<Verified, Error> {
    let images = match &target.expected {
        Expected::Anything => &[],
        Expected::Unknown(reason) => return Ok(wrong(RolloutResult::NotVerified, reason)),
        Expected::Other(reason) => return Ok(wrong(RolloutResult::NotAsApplied, reason)),
        Expected::Images(images) => images.as_slice(),
    };
    if images.is_empty() && service.target_groups.is_empty() {
        return Ok(Verified::Right);
    }
    let tasks = task::running(ecs, &target.cluster.name, target.service.clone()).await?;
    let tasks = of_deployment(&tasks, deployment);
    if let Some(outcome) = compare(&tasks, images) {
        return Ok(Verified::Wrong(outcome));
    }
    let unhealthy = target_health::unhealthy(ecs, &service.target_groups, &tasks).await;
    let unhealthy = unless_refused(unhealthy, context)?.flatten();
    Ok(unhealthy.map_or(Verified::Right, Verified::NotYet))
}

fn wrong(result: RolloutResult, reason: &str) -> Verified {
    Verified::Wrong(RolloutOutcome::because(result, reason))
}

/// The tasks of a deployment; all tasks, if there are none of it.
fn of_deployment<'t>(tasks: &'t [Task], deployment: Option<&str>) -> Vec<&'t Task> {
    let of_deployment: Vec<_> =
        tasks.iter().filter(|task| Some(task.started_by.as_str()) == deployment).collect();
    if of_deployment.is_empty() { tasks.iter().collect() } else { of_deployment }
}

/// Compares tasks with what they must run.
fn compare(tasks: &[&Task], images: &[ExpectedImage]) -> Option<RolloutOutcome> {
    images.iter().find_map(|image| tasks.iter().find_map(|task| of_task(task, image)))
}

fn of_task(task: &Task, expected: &ExpectedImage) -> Option<RolloutOutcome> {
    let ExpectedImage { container, image, .. } = expected;
    let found = task.containers.iter().find(|found| found.end.name == *container)?;
    if found.image != *image {
        let reason = format!("container {container} runs {}, not {image}", found.image);
        return Some(RolloutOutcome::because(RolloutResult::NotAsApplied, reason));
    }
    if found.image_digest.is_none() {
        let reason = format!("ECS does not show the digest of {image} in container {container}");
        return Some(RolloutOutcome::because(RolloutResult::NotVerified, reason));
    }
    let moved = other_digest(task, expected)?;
    Some(RolloutOutcome::because(RolloutResult::NotAsApplied, moved))
}

/// That a task runs the right image by its name, and another one by its digest.
fn other_digest(task: &Task, expected: &ExpectedImage) -> Option<String> {
    let ExpectedImage { container, image, digests } = expected;
    let runs_it = |found: &&TaskContainer| found.end.name == *container && found.image == *image;
    let digest = task.containers.iter().find(runs_it)?.image_digest.as_ref()?;
    if digests.iter().any(|known| known.as_str() == digest) {
        return None;
    }
    let expected = digests.first().map(ToString::to_string).unwrap_or_default();
    Some(format!("container {container} runs {image} with the digest {digest}, not {expected}"))
}

/// That the tasks of a service run an image whose tag means another one now.
pub(crate) async fn moved_tag(ecs: &Ecs, target: &RolloutTarget) -> Result<Option<String>, Error> {
    let Expected::Images(images) = &target.expected else { return Ok(None) };
    let tasks = task::running(ecs, &target.cluster.name, target.service.clone()).await?;
    Ok(images.iter().find_map(|image| tasks.iter().find_map(|task| other_digest(task, image))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::StoppedContainer;

    fn digest(digit: char) -> String {
        format!("sha256:{}", digit.to_string().repeat(64))
    }

    fn task(started_by: &str, image: &str, digest: Option<String>) -> Task {
        let end = StoppedContainer { name: "app".to_owned(), ..StoppedContainer::default() };
        let container =
            TaskContainer { end, image: image.to_owned(), image_digest: digest, ..TaskContainer::default() };
        Task { started_by: started_by.to_owned(), containers: vec![container], ..Task::default() }
    }

    fn result(tasks: &[Task]) -> Option<RolloutResult> {
        let digests = vec![digest('a').parse().unwrap(), digest('b').parse().unwrap()];
        let image = ExpectedImage { container: "app".to_owned(), image: "a.b/app:2".to_owned(), digests };
        compare(&of_deployment(tasks, Some("ours")), &[image]).map(|outcome| outcome.result)
    }

    #[test]
    fn the_digest_of_the_tag_and_those_of_its_manifests_are_right() {
        for right in ['a', 'b'] {
            assert_eq!(result(&[task("ours", "a.b/app:2", Some(digest(right)))]), None);
        }
    }

    #[test]
    fn one_task_with_another_digest_or_image_is_not_as_applied() {
        let right = task("ours", "a.b/app:2", Some(digest('a')));
        let moved = task("ours", "a.b/app:2", Some(digest('c')));
        assert_eq!(result(&[right.clone(), moved]), Some(RolloutResult::NotAsApplied));
        let other = task("ours", "a.b/app:1", Some(digest('a')));
        assert_eq!(result(&[right, other]), Some(RolloutResult::NotAsApplied));
    }

    #[test]
    fn a_digest_that_is_not_shown_is_not_verified() {
        assert_eq!(result(&[task("ours", "a.b/app:2", None)]), Some(RolloutResult::NotVerified));
    }

    #[test]
    fn old_tasks_that_still_run_are_not_looked_at() {
        let old = task("old", "a.b/app:1", Some(digest('c')));
        let right = task("ours", "a.b/app:2", Some(digest('a')));
        assert_eq!(result(&[old.clone(), right]), None);
        assert_eq!(result(&[old]), Some(RolloutResult::NotAsApplied), "none of ours is there");
    }
}
