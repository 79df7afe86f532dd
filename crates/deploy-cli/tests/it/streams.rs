//! What is written where: data for programs on standard output, everything for people on standard error.

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::support::{FILTERS, RunResult, World, deployed, prepare_release, prepare_update};

/// The result of a JSON stream, which must be complete: all lines of one run, numbered without gaps, the result last.
fn result(run: &RunResult) -> Value {
    let stream = run.stream();
    let runs: Vec<_> = stream.iter().map(|line| &line["run"]).collect();
    assert!(runs.iter().all(|run| *run == runs[0] && run.is_string()), "{run}");
    for (number, line) in (1..).zip(&stream) {
        assert_eq!((line["number"].as_u64(), line["schema"].as_u64()), (Some(number), Some(2)), "{run}");
        assert_ne!(line["type"], "said", "{run}");
    }
    let results = stream.iter().filter(|line| line["type"] == "result").count();
    let last = stream.last().unwrap().clone();
    assert_eq!((results, &last["type"]), (1, &Value::from("result")), "{run}");
    assert_eq!(last["exit_code"].as_i64(), run.code.map(i64::from), "{run}");
    last
}

#[test]
fn the_result_of_a_whole_run_has_all_that_was_done() {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    let all = ["all", "--tag", "1.0.1", "--env", "dev", "--yes", "--json", "--poll-interval", "10ms"];
    let run = world.deploy(&all);
    let mut result = result(&run);
    assert_eq!(result["ok"], true, "{run}");
    // Building and planning run at the same time, so the order of their ends may differ.
    for key in ["run", "number", "time", "steps"] {
        assert!(result.as_object_mut().unwrap().remove(key).is_some(), "{key}");
    }
    insta::with_settings!({ filters => FILTERS }, {
        insta::assert_snapshot!(serde_json::to_string_pretty(&result).unwrap());
    });
}

#[test]
fn the_result_of_a_failed_rollout_has_its_verdict() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1-broken");
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
fn the_result_of_a_refused_command_has_the_hint() {
    let run = World::new().deploy(&["plan", "--env", "stage", "--json"]);
    let result = result(&run);
    assert_eq!(result["error"]["kind"], "usage", "{run}");
    assert!(result["error"]["hint"].as_str().unwrap().contains("`dev`"), "{run}");
}

#[test]
fn a_query_that_fails_has_a_result_too() {
    let run = World::new().deploy(&["output", "--env", "dev", "nothing", "--json"]);
    assert_eq!(result(&run)["command"], "output", "{run}");
}

#[test]
fn actions_write_nothing_to_standard_output_without_json() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    let run = world.deploy(&["apply", "--tag", "1.0.1", "--env", "dev", "--yes", "--poll-interval", "10ms"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run}");
}

#[test]
fn quiet_shows_only_the_end() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    let run =
        world.deploy(&["apply", "--tag", "1.0.1", "--env", "dev", "--yes", "-q", "--poll-interval", "10ms"]);
    insta::with_settings!({ filters => FILTERS }, { insta::assert_snapshot!(run.stderr) });
}

#[test]
fn the_result_of_an_interrupted_command_says_so() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.script("wait-in-plan", "");
    let running = world.invocation(&["plan", "--env", "dev", "--json"]).start().wait_for_phase("plan");
    let run = running.signal(Signal::SIGINT).wait_for_note("terraform got SIGINT", 1).let_continue().wait();
    assert_eq!(run.code, Some(130), "{run}");
    assert_eq!(result(&run)["error"]["kind"], "interrupted", "{run}");
}

#[test]
fn a_full_disk_under_standard_error_does_not_end_an_apply() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    let apply = ["apply", "--tag", "1.0.1", "--env", "dev", "--yes", "--poll-interval", "10ms"];
    let run = world.invocation(&apply).on_full_disk("stderr").run();
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.calls.contains("terraform[dev] apply"), "{run}");
}

#[test]
fn data_that_is_lost_is_a_failure_at_the_end() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    let apply = ["apply", "--tag", "1.0.1", "--env", "dev", "--yes", "--json", "--poll-interval", "10ms"];
    for command in [&apply[..], &["output", "--env", "dev"], &["completions", "bash"]] {
        let run = world.invocation(command).on_full_disk("stdout").run();
        assert_eq!(run.code, Some(1), "{run}");
        assert!(
            run.last_line().starts_with("error: standard output could not be written to its end"),
            "{run}"
        );
    }
    assert_eq!(world.deploy(&["output", "--env", "dev", "app_tag"]).stdout, "1.0.1\n", "it was applied");
}
