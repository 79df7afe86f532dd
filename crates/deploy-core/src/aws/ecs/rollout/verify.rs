//! Whether the tasks of a service run what was applied: each container by the digest of its image.

use super::super::client::Ecs;
use super::super::error::Error;
use super::super::task::{self, Task};
use super::target::{Expected, ExpectedImage, RolloutTarget};
use crate::event::{RolloutOutcome, RolloutResult};

/// What is wrong with what runs; none if nothing is.
pub(super) async fn deviation(
    ecs: &Ecs,
    target: &RolloutTarget,
    deployment: Option<&str>,
) -> Result<Option<RolloutOutcome>, Error> {
    let images = match &target.expected {
        Expected::Anything => return Ok(None),
        Expected::Unknown(reason) => {
            return Ok(Some(RolloutOutcome::because(RolloutResult::NotVerified, reason)));
        }
        Expected::Other(reason) => {
            return Ok(Some(RolloutOutcome::because(RolloutResult::NotAsApplied, reason)));
        }
        Expected::Images(images) => images,
    };
    let tasks = task::running(ecs, &target.cluster.name, target.service.clone()).await?;
    Ok(compare(&tasks, images, deployment))
}

/// Compares the tasks of a deployment (all tasks, if there are none of it) with what they must run.
fn compare(tasks: &[Task], images: &[ExpectedImage], deployment: Option<&str>) -> Option<RolloutOutcome> {
    let of_deployment: Vec<_> =
        tasks.iter().filter(|task| Some(task.started_by.as_str()) == deployment).collect();
    let tasks = if of_deployment.is_empty() { tasks.iter().collect() } else { of_deployment };
    images.iter().find_map(|image| tasks.iter().find_map(|task| of_task(task, image)))
}

fn of_task(task: &Task, expected: &ExpectedImage) -> Option<RolloutOutcome> {
    let ExpectedImage { container, image, digests } = expected;
    let found = task.containers.iter().find(|found| found.end.name == *container)?;
    let expected = digests.first().map(ToString::to_string).unwrap_or_default();
    match &found.image_digest {
        _ if found.image != *image => {
            let reason = format!("container {container} runs {}, not {image}", found.image);
            Some(RolloutOutcome::because(RolloutResult::NotAsApplied, reason))
        }
        Some(digest) if digests.iter().all(|known| known.as_str() != digest) => {
            let reason =
                format!("container {container} runs {image} with the digest {digest}, not {expected}");
            Some(RolloutOutcome::because(RolloutResult::NotAsApplied, reason))
        }
        Some(_) => None,
        None => {
            let reason = format!("ECS does not show the digest of {image} in container {container}");
            Some(RolloutOutcome::because(RolloutResult::NotVerified, reason))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::task::TaskContainer;
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
        compare(tasks, &[image], Some("ours")).map(|outcome| outcome.result)
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
