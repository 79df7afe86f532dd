//! How a task ends, and the lines that it leaves.

use sandbox::{Fault, Kind};

use super::World;
use crate::error::{Hint, Suggestion};
use crate::event::EventKind;

#[tokio::test]
async fn the_exit_code_is_the_containers() {
    let world = World::new();
    assert_eq!(world.run_command(&["sh", "-c", "echo one; echo two; exit 3"]).await.unwrap(), 3);
    assert_eq!(world.lines(), ["one", "two"]);
    assert_eq!(world.run_command(&["true"]).await.unwrap(), 0);
    world.rule("on job end after 1s exit 137");
    assert_eq!(world.run_command(&["sleep", "60"]).await.unwrap(), 137);
}

#[tokio::test]
async fn a_thousand_lines_come_once_and_in_order_from_a_task_that_dies_at_once() {
    let world = World::new();
    let script: Vec<_> = (0..1000).map(|number| format!("echo {number}")).collect();
    world.run_command(&["sh", "-c", &script.join(";")]).await.unwrap();
    assert_eq!(world.lines(), (0..1000).map(|number| number.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_task_that_never_started_is_an_error_with_the_cause() {
    let world = World::new();
    world.rule("on job image missing");
    let error = world.run_command(&["true"]).await.unwrap_err();
    assert!(
        error.to_string().starts_with("the container `app` never started: CannotPullContainerError: "),
        "{error}"
    );
    assert!(
        matches!(&error.hints()[..], [Hint::Run { command, .. }, _] if **command == Suggestion::Push { tag: None })
    );
}

#[tokio::test]
async fn lines_that_may_not_be_read_are_a_warning() {
    let world = World::new();
    world.sandbox.fault(Fault::new("logs:GetLogEvents", Kind::Denied));
    assert_eq!(world.run_command(&["sh", "-c", "echo hidden; exit 4"]).await.unwrap(), 4);
    assert_eq!(world.count("GetLogEvents"), 1, "who may not read is not asked again");
    let said = world.said.lock().unwrap();
    assert!(said.iter().any(
        |fact| matches!(fact, EventKind::Warned { message, .. } if message.contains("GetLogEvents: AccessDenied"))
    ));
}
