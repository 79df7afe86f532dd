//! CloudWatch Logs as clients read it.

use aws_sdk_cloudwatchlogs::types::InputLogEvent;
use sandbox::{Options, Sandbox};

use crate::clients::{logs, wait};

#[test]
fn events_are_read_forward_page_by_page() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let client = logs(&sandbox);
    wait(async {
        client.create_log_group().log_group_name("app").send().await.unwrap();
        client.create_log_stream().log_group_name("app").log_stream_name("s").send().await.unwrap();
        let event = |at, line: &str| InputLogEvent::builder().timestamp(at).message(line).build().unwrap();
        let put = client.put_log_events().log_group_name("app").log_stream_name("s");
        let events = vec![event(1, "one"), event(2, "two"), event(3, "three")];
        put.set_log_events(Some(events)).send().await.unwrap();

        let read = || {
            client.get_log_events().log_group_name("app").log_stream_name("s").start_from_head(true).limit(2)
        };
        let first = read().send().await.unwrap();
        let second = read().next_token(first.next_forward_token().unwrap()).send().await.unwrap();
        let third = read().next_token(second.next_forward_token().unwrap()).send().await.unwrap();
        let lines = [first.events(), second.events(), third.events()]
            .map(|events| events.iter().filter_map(|event| event.message()).collect::<Vec<_>>());
        assert_eq!(lines, [vec!["one", "two"], vec!["three"], vec![]]);
        // At the end the token stays the same: that is how clients know it.
        assert_eq!(second.next_forward_token(), third.next_forward_token());

        let filtered =
            client.filter_log_events().log_group_name("app").filter_pattern("?two ?three").send().await;
        assert_eq!(filtered.unwrap().events().len(), 2);
        let missing = client.get_log_events().log_group_name("none").log_stream_name("s").send().await;
        assert!(missing.unwrap_err().into_service_error().is_resource_not_found_exception());
    });
}
