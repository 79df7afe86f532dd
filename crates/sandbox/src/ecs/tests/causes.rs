//! Each cause of a failed rollout, as a tool that looks for it finds it.

use serde_json::json;

use super::world::World;
use crate::ecs::rules::cause::NAMES;

/// What polls and descriptions show of one cause: of the service's events, and of the first task that stopped.
fn outcome(cause: &str) -> String {
    let groups = json!([{ "targetGroupArn": "tg", "containerName": "app", "containerPort": 80 }]);
    let mut world = World::with_service(json!({ "loadBalancers": groups }));
    world.rule(&format!("on web {cause}"));
    let before = world.events().lines().count();
    let deployment = world.deploy("1.0.1");
    world.wait(3000);
    let events = world.events();
    let first = events
        .lines()
        .skip(before)
        .take(4)
        .find(|line| !line.contains("has started") && !line.contains("registered"));
    let stopped = world.tasks(json!({ "desiredStatus": "STOPPED", "startedBy": deployment }));
    let stopped = stopped.first().cloned().unwrap_or_default();
    let container = &stopped["containers"][0];
    format!(
        "{cause}\n  event: {}\n  task: {} {}\n  container: {} {}\n",
        first.unwrap_or_default(),
        stopped["stopCode"],
        stopped["stoppedReason"],
        container["exitCode"],
        container["reason"],
    )
}

#[test]
fn each_cause_has_the_messages_of_aws() {
    let told: Vec<String> = NAMES.into_iter().map(|(_, name)| outcome(name)).collect();
    insta::assert_snapshot!(told.join(""));
}
