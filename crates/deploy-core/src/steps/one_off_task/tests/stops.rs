//! What ends a task early.

use std::time::Duration;

use serde_json::json;

use super::World;
use crate::error::{Kind, Signal};
use crate::steps::one_off_task::task::FargateRequest;

#[tokio::test]
async fn an_interrupt_stops_the_task() {
    let world = World::new();
    let job = world.job(&["sleep", "900"]).await;
    world.interrupter.ask(Signal::Interrupt);
    let error = world.run(&job, FargateRequest::default()).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Interrupted(Signal::Interrupt));
    assert_eq!(world.count("StopTask"), 1);
    let running = world.sandbox.call("ecs", "ListTasks", json!({ "cluster": "main" })).unwrap();
    assert_eq!(running["taskArns"], json!([]));
}

#[tokio::test]
async fn a_task_that_takes_too_long_is_stopped() {
    let world = World::new();
    let job = world.job(&["sleep", "900"]).await;
    let what = FargateRequest { timeout: Some(Duration::from_millis(1)), ..FargateRequest::default() };
    let error = world.run(&job, what).await.unwrap_err();
    assert_eq!(error.kind(), Kind::TimedOut);
    assert_eq!(world.count("StopTask"), 1);
}
