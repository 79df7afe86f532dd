//! An address at which nothing answers, and how long to wait for it.

use std::net::TcpListener;

use crate::support::{RunResult, deployed};

const STATUS: [&str; 3] = ["status", "--env", "dev"];

fn status_at(address: &str) -> RunResult {
    let world = deployed("1.0.0");
    world.invocation(&STATUS).env("AWS_ENDPOINT_URL", address).env("DEPLOY_AWS_TIMEOUT", "1s").run()
}

#[test]
fn an_address_where_nobody_listens_is_reported() {
    let run = status_at("http://127.0.0.1:1");
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.stderr.contains("no valid response from http://127.0.0.1:1: "), "{run}");
}

#[test]
fn an_address_that_never_answers_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let run = status_at(&address);
    assert_eq!(run.code, Some(1), "{run}");
    assert!(run.stderr.contains(&format!("no valid response from {address}: ")), "{run}");
    assert!(run.stderr.contains("timeout"), "{run}");
}

#[test]
fn an_invalid_variable_is_refused_by_its_name() {
    let world = deployed("1.0.0");
    for (args, variable, word) in [
        (&STATUS[..], "DEPLOY_AWS_TIMEOUT", "soon"),
        (&STATUS[..], "AWS_MAX_ATTEMPTS", "0"),
        (&["push", "--tag", "1.0.0"][..], "DEPLOY_AWS_TIMEOUT", "-1s"),
        (&["push", "--tag", "1.0.0"][..], "DEPLOY_PUSH_TIMEOUT", "30"),
    ] {
        let run = world.invocation(args).env(variable, word).run();
        assert_eq!(run.code, Some(64), "{run}");
        assert!(run.stderr.contains(&format!("error: {variable}")), "{run}");
        assert!(run.stderr.contains(&format!("`{word}`")) && !run.changed_something(), "{run}");
    }
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    let run = deployed("1.0.0").invocation(&STATUS).env("AWS_MAX_ATTEMPTS", "").run();
    assert_eq!(run.code, Some(0), "{run}");
}
