//! What is written where: data for programs on standard output, everything for people on standard error.

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::world::{Ran, World};

/// The JSON stream is whole: every line an object of this run, numbered without gaps, the result last.
fn result(ran: &Ran) -> Value {
    let stream = ran.stream();
    let runs: Vec<_> = stream.iter().map(|line| &line["run"]).collect();
    assert!(runs.iter().all(|run| *run == runs[0] && run.is_string()), "{ran}");
    for (number, line) in (1..).zip(&stream) {
        assert_eq!((line["number"].as_u64(), line["schema"].as_u64()), (Some(number), Some(1)), "{ran}");
        assert_ne!(line["type"], "said", "{ran}");
    }
    let results = stream.iter().filter(|line| line["type"] == "result").count();
    let last = stream.last().unwrap().clone();
    assert_eq!((results, &last["type"]), (1, &Value::from("result")), "{ran}");
    assert_eq!(last["exit_code"].as_i64(), ran.code.map(i64::from), "{ran}");
    last
}

#[test]
fn a_stream_of_a_whole_release() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    let all = ["all", "--tag", "1.0.1", "--env", "dev", "--yes", "--json", "--poll-interval", "10ms"];
    let ran = world.deploy(&all);
    let mut result = result(&ran);
    assert_eq!(result["ok"], true, "{ran}");
    // Building and planning go on side by side, so the order of their ends says nothing.
    for key in ["run", "number", "time", "steps"] {
        assert!(result.as_object_mut().unwrap().remove(key).is_some(), "{key}");
    }
    insta::with_settings!({ filters => crate::world::FILTERS }, {
        insta::assert_snapshot!(serde_json::to_string_pretty(&result).unwrap());
    });
}

#[test]
fn a_stream_of_a_rollout_that_failed() {
    let world = World::running("1.0.0");
    world.brings("1.0.1-broken");
    let apply =
        ["apply", "--tag", "1.0.1-broken", "--env", "dev", "--yes", "--json", "--poll-interval", "10ms"];
    let result = result(&world.deploy(&apply));
    assert_eq!(
        (&result["ok"], &result["error"]["kind"]),
        (&Value::from(false), &Value::from("rollout_failed"))
    );
    assert_eq!(result["services"][0]["verdict"], "rolled_back");
}

#[test]
fn a_stream_of_what_was_refused() {
    let ran = World::new().deploy(&["plan", "--env", "stage", "--json"]);
    let result = result(&ran);
    assert_eq!(result["error"]["kind"], "usage", "{ran}");
    assert!(result["error"]["hint"].as_str().unwrap().contains("`dev`"), "{ran}");
}

#[test]
fn a_query_that_fails_has_a_result_too() {
    let ran = World::new().deploy(&["output", "--env", "dev", "nothing", "--json"]);
    assert_eq!(result(&ran)["command"], "output", "{ran}");
}

#[test]
fn actions_write_nothing_to_standard_output_without_json() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    let ran = world.deploy(&["apply", "--tag", "1.0.1", "--env", "dev", "--yes", "--poll-interval", "10ms"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{ran}");
}

#[test]
fn quiet_says_the_end_only() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    let ran =
        world.deploy(&["apply", "--tag", "1.0.1", "--env", "dev", "--yes", "-q", "--poll-interval", "10ms"]);
    insta::with_settings!({ filters => crate::world::FILTERS }, { insta::assert_snapshot!(ran.stderr) });
}

#[test]
fn a_stream_of_what_was_interrupted() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    world.script("hold-plan", "");
    let running = world.invocation(&["plan", "--env", "dev", "--json"]).start().begun("plan");
    let ran = running.signal(Signal::SIGINT).noted("terraform got SIGINT", 1).release().wait();
    assert_eq!(ran.code, Some(130), "{ran}");
    assert_eq!(result(&ran)["error"]["kind"], "interrupted", "{ran}");
}

#[test]
fn a_full_disk_under_the_log_does_not_end_an_apply() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    let apply = ["apply", "--tag", "1.0.1", "--env", "dev", "--yes", "--poll-interval", "10ms"];
    let ran = world.invocation(&apply).on_full_disk("stderr").run();
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.calls.contains("terraform[dev] apply"), "{ran}");
}

#[test]
fn data_that_is_lost_is_a_failure_at_the_end() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    let apply = ["apply", "--tag", "1.0.1", "--env", "dev", "--yes", "--json", "--poll-interval", "10ms"];
    for command in [&apply[..], &["output", "--env", "dev"], &["completions", "bash"]] {
        let ran = world.invocation(command).on_full_disk("stdout").run();
        assert_eq!(ran.code, Some(1), "{ran}");
        assert!(
            ran.last_line().starts_with("error: standard output could not be written to its end"),
            "{ran}"
        );
    }
    assert_eq!(world.deploy(&["output", "--env", "dev", "app_tag"]).stdout, "1.0.1\n", "it was applied");
}
