//! How a stream comes in pages: full ones of the sandbox, and empty ones, which only a script can have.

use std::sync::Mutex;

use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::{PAUSE, World, stream};
use crate::aws::connection::Aws;
use crate::aws::logs::{Tail, last};

/// CloudWatch Logs that answers with these pages: lines, and the token of the next page. The last one is repeated.
async fn scripted(pages: &'static [(&[&str], &str)]) -> MockServer {
    let server = MockServer::start().await;
    let left = Mutex::new(pages);
    let answer = move |_: &Request| {
        let mut left = left.lock().unwrap();
        let (lines, token) = left[0];
        if left.len() > 1 {
            *left = &left[1..];
        }
        let events: Vec<_> = lines.iter().map(|line| json!({ "timestamp": 1, "message": line })).collect();
        let body = json!({ "events": events, "nextForwardToken": token, "nextBackwardToken": token });
        ResponseTemplate::new(200).set_body_raw(body.to_string(), "application/x-amz-json-1.1")
    };
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

#[tokio::test]
async fn many_pages_are_one_stream_in_order_without_repetition() {
    let world = World::new();
    let mut tail = world.tail("app");
    // A page has 10 000 lines at most.
    world.write("app", (0..25_001).map(|number| (number, number)));
    assert!(tail.pull(&world.context).await);
    assert!(!tail.pull(&world.context).await);
    world.write("app", [(30_000, "the end")]);
    tail.drain(PAUSE, &world.context).await;
    let expected: Vec<_> =
        (0..25_001).map(|number| number.to_string()).chain(["the end".to_owned()]).collect();
    assert!(world.lines("app") == expected);
}

#[tokio::test]
async fn an_empty_page_is_not_the_end_where_another_one_follows() {
    let world = World::bare();
    let server = scripted(&[(&["one"], "1"), (&[], "2"), (&["two"], "3"), (&[], "3")]).await;
    let mut tail = Tail::new(stream("app"), "app", &Aws::at(&server.uri()), &world.context);
    assert!(tail.pull(&world.context).await);
    assert_eq!(world.lines("app"), ["one", "two"]);
}

#[tokio::test]
async fn lines_that_arrive_after_silence_are_waited_for() {
    let world = World::bare();
    let server =
        scripted(&[(&["one"], "1"), (&[], "1"), (&[], "1"), (&[], "1"), (&["two"], "2"), (&[], "2")]).await;
    let mut tail = Tail::new(stream("app"), "app", &Aws::at(&server.uri()), &world.context);
    tail.drain(PAUSE, &world.context).await;
    assert_eq!(world.lines("app"), ["one", "two"]);
}

#[tokio::test]
async fn the_last_lines_of_a_long_stream_are_its_end() {
    let world = World::new();
    world.write("app", (0..400).map(|number| (number, number)));
    let lines = last(stream("app"), 20, &world.aws()).await.unwrap();
    assert_eq!(lines, (380..400).map(|number| number.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_last_lines_may_be_behind_short_and_empty_pages() {
    let server =
        scripted(&[(&[], "1"), (&["four", "five"], "2"), (&[], "3"), (&["two", "three"], "4"), (&[], "4")])
            .await;
    let lines = last(stream("app"), 20, &Aws::at(&server.uri())).await.unwrap();
    assert_eq!(lines, ["two", "three", "four", "five"]);
}
