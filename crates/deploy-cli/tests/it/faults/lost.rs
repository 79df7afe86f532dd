//! What a call that was carried out, and whose answer was lost, may not do: happen twice.

use sandbox::{Fault, Kind};
use serde_json::json;

use crate::fargate;
use crate::world::World;

/// `RunTask` is repeated with the same token, by which ECS knows that it is the same.
#[test]
fn a_task_is_not_started_twice() {
    let world = fargate::world();
    world.sandbox.fault(Fault::new("ecs:RunTask", Kind::Truncate).times(1));
    let ran = world.deploy(&["fargate", "--env", "dev", "--poll-interval", "5ms", "--", "true"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_eq!(tasks(&world), 1, "{ran}");
}

fn tasks(world: &World) -> usize {
    let list = |status| json!({ "cluster": "main", "family": "job", "desiredStatus": status });
    let count = |status| world.call("ecs", "ListTasks", list(status))["taskArns"].as_array().unwrap().len();
    count("RUNNING") + count("STOPPED")
}
