//! Streams in the sandbox, into which the tests write what a container would.

mod pages;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sandbox::{Fault, Kind, Options, Sandbox};
use serde_json::json;

use super::client::{Stream, last};
use super::tail::Tail;
use crate::aws::connection::Aws;
use crate::context::{Context, Interrupt};
use crate::event::EventKind;
use crate::test_support::{capture_events, sandbox};

const PAUSE: Duration = Duration::from_millis(1);

struct World {
    sandbox: Sandbox,
    context: Context,
    said: Arc<Mutex<Vec<EventKind>>>,
}

impl World {
    /// CloudWatch Logs with nothing in it.
    fn bare() -> Self {
        let (events, said) = capture_events();
        let context = Context { events, interrupt: Interrupt::never() };
        Self { sandbox: sandbox(Options::default()), context, said }
    }

    /// The group `jobs` with the streams `app` and `proxy`.
    fn new() -> Self {
        let world = Self::bare();
        world.make("CreateLogGroup", None);
        for stream in ["app", "proxy"] {
            world.make("CreateLogStream", Some(stream));
        }
        world
    }

    fn make(&self, operation: &str, stream: Option<&str>) {
        let input = json!({ "logGroupName": "jobs", "logStreamName": stream });
        self.sandbox.call("logs", operation, input).unwrap();
    }

    fn write(&self, stream: &str, lines: impl IntoIterator<Item = (usize, impl ToString)>) {
        let events: Vec<_> = lines
            .into_iter()
            .map(|(millis, line)| json!({ "timestamp": millis, "message": line.to_string() }))
            .collect();
        let input = json!({ "logGroupName": "jobs", "logStreamName": stream, "logEvents": events });
        self.sandbox.call("logs", "PutLogEvents", input).unwrap();
    }

    fn aws(&self) -> Aws {
        Aws::at(&self.sandbox.endpoint())
    }

    fn tail(&self, name: &str) -> Tail {
        Tail::new(stream(name), name, &self.aws(), &self.context)
    }

    /// The lines that were told of a container.
    fn lines(&self, of: &str) -> Vec<String> {
        let line = |fact: &EventKind| match fact {
            EventKind::LogLine { container, line, .. } if container == of => Some(line.clone()),
            _ => None,
        };
        self.said.lock().unwrap().iter().filter_map(line).collect()
    }

    /// What was warned of: the message's beginning, and the hint.
    fn warnings(&self) -> Vec<(bool, String)> {
        let warning = |fact: &EventKind| match fact {
            EventKind::Warned { message, hint } => {
                let about = message.starts_with("could not read the log stream `app` of `jobs`");
                Some((about, hint.clone().unwrap_or_default()))
            }
            _ => None,
        };
        self.said.lock().unwrap().iter().filter_map(warning).collect()
    }
}

fn stream(name: &str) -> Stream {
    Stream { group: "jobs".to_owned(), name: name.to_owned(), region: None }
}

#[tokio::test]
async fn streams_that_grow_at_the_same_time_do_not_mix() {
    let world = World::new();
    let (mut app, mut proxy) = (world.tail("app"), world.tail("proxy"));
    for round in 0..3 {
        world.write("app", [(round, format!("app {round}"))]);
        world.write("proxy", [(round, format!("proxy {round}"))]);
        tokio::join!(app.pull(&world.context), proxy.pull(&world.context));
    }
    assert_eq!(world.lines("app"), ["app 0", "app 1", "app 2"]);
    assert_eq!(world.lines("proxy"), ["proxy 0", "proxy 1", "proxy 2"]);
}

#[tokio::test]
async fn a_line_that_arrives_after_younger_ones_is_told_once() {
    let world = World::new();
    let mut tail = world.tail("app");
    world.write("app", [(1, "one"), (3, "three")]);
    assert!(tail.pull(&world.context).await);
    world.write("app", [(2, "two")]);
    assert!(tail.pull(&world.context).await);
    assert!(!tail.pull(&world.context).await);
    assert_eq!(world.lines("app"), ["one", "three", "two"]);
}

#[tokio::test]
async fn a_group_that_is_not_there_yet_has_no_lines() {
    let world = World::bare();
    let mut tail = world.tail("app");
    tail.drain(PAUSE, &world.context).await;
    assert!(world.said.lock().unwrap().is_empty());
    world.make("CreateLogGroup", None);
    assert!(!tail.pull(&world.context).await);
    world.make("CreateLogStream", Some("app"));
    world.write("app", [(1, "one")]);
    assert!(tail.pull(&world.context).await);
    assert_eq!(world.lines("app"), ["one"]);
    assert_eq!(world.warnings(), []);
}

#[tokio::test]
async fn a_read_that_is_throttled_is_made_again_and_loses_nothing() {
    let world = World::new();
    let mut tail = world.tail("app");
    world.write("app", [(1, "one")]);
    // All attempts of one call, and one of the next.
    world.sandbox.fault(Fault::new("logs:GetLogEvents", Kind::Throttle).times(4));
    assert!(!tail.pull(&world.context).await);
    assert_eq!(world.warnings(), [(true, "trying again".to_owned())]);
    assert!(tail.pull(&world.context).await);
    assert_eq!(world.lines("app"), ["one"]);
    assert_eq!(world.warnings().len(), 1);
}

#[tokio::test]
async fn who_is_always_throttled_gives_up_and_says_so() {
    let world = World::new();
    let mut tail = world.tail("app");
    world.sandbox.fault(Fault::new("logs:GetLogEvents", Kind::Throttle));
    tail.drain(PAUSE, &world.context).await;
    let (last, before) =
        world.warnings().split_last().map(|(last, all)| (last.clone(), all.to_vec())).unwrap();
    assert!(before.iter().all(|(_, hint)| hint == "trying again") && before.len() == 2, "{before:?}");
    assert_eq!(last.1, "lines may be missing from here on; the task itself is not affected");
    let calls = world.sandbox.calls().len();
    assert!(!tail.pull(&world.context).await);
    assert_eq!(world.sandbox.calls().len(), calls, "it is not asked again");
}

#[tokio::test]
async fn the_last_lines_are_told_in_their_order() {
    let world = World::new();
    assert!(last(stream("app"), 2, &world.aws()).await.unwrap().is_empty());
    world.write("app", (0..5).map(|number| (number, number)));
    assert_eq!(last(stream("app"), 2, &world.aws()).await.unwrap(), ["3", "4"]);
    assert!(last(stream("no such one"), 2, &world.aws()).await.unwrap().is_empty());
}
