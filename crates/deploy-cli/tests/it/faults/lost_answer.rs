//! A call whose answer was lost must not take effect twice.

use sandbox::{Fault, Kind};
use serde_json::json;

use crate::support::World;
use crate::support::one_off_task::world_with_job;

/// `RunTask` is repeated with the same token, by which ECS knows that it is the same.
#[test]
fn a_task_is_not_started_twice() {
    let world = world_with_job();
    world.sandbox.fault(Fault::new("ecs:RunTask", Kind::Truncate).times(1));
    let run = world.deploy(&["fargate", "--env", "dev", "--poll-interval", "5ms", "--", "true"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(count_tasks(&world), 1, "{run}");
}

fn count_tasks(world: &World) -> usize {
    let list = |status| json!({ "cluster": "main", "family": "job", "desiredStatus": status });
    let count =
        |status| world.call_aws("ecs", "ListTasks", list(status))["taskArns"].as_array().unwrap().len();
    count("RUNNING") + count("STOPPED")
}
