//! `deploy history`: what is written down of runs, and how it is shown.

use std::fs;

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::support::{
    FILTERS, RunResult, SECRET, World, assert_succeeded, deployed, prepare_release, prepare_update,
};

const APPLY: &str = "apply --env dev --tag 1.0.1 --yes --poll-interval 10ms";
const RUNS: &str = "project/terraform/terraform.tfstate.d/dev/deploy-runs";

fn updated() -> World {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world
}

/// The texts of all runs that were written down.
fn written(world: &World) -> Vec<String> {
    let mut files: Vec<_> =
        world.path(RUNS).read_dir().into_iter().flatten().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// The outcome of the newest run, as the table shows it.
fn last_outcome(world: &World) -> String {
    let run = world.deploy_line("history --env dev -n 1");
    assert_succeeded(&run);
    let lines: Vec<_> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{run}");
    lines[1][lines[0].find("OUTCOME").unwrap()..].to_owned()
}

fn document(world: &World) -> Value {
    let run = world.deploy_line("history --env dev --json");
    assert_succeeded(&run);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn a_run_is_one_object_with_what_it_did() {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    let git = "#!/bin/sh\necho '# branch.oid 3f2a9c'\necho '1 .M N... main.tf'\n";
    world.install("git", git);
    assert_succeeded(&world.deploy_line("all --env dev --tag 1.0.1 --yes --poll-interval 10ms"));
    let mut document = document(&world);
    // The images are built while Terraform plans: either may end first.
    let steps = document["runs"][0]["steps"].as_array_mut().unwrap();
    steps.sort_by_key(|step| step["step"].as_str().unwrap().to_owned());
    assert_eq!(document["runs"].as_array().unwrap().len(), 1);
    let mut filters = FILTERS.to_vec();
    filters.push((r#""(millis)": \d+"#, r#""$1": N"#));
    insta::with_settings!({ filters => filters, omit_expression => true }, {
        insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap());
    });
}

#[test]
fn the_newest_run_comes_first() {
    let world = updated();
    assert_eq!(world.deploy_line("history --env dev").stdout, "no run has changed dev\n");
    assert_succeeded(&world.deploy_line(APPLY));
    assert_succeeded(&world.deploy_line("redeploy --env dev --poll-interval 10ms"));
    assert_eq!(world.deploy_line("tf --env dev -- state rm aws_ecs_service.web").code, Some(0));
    let run = world.deploy_line("history --env dev");
    let mut filters = FILTERS.to_vec();
    filters.push((r"\b\d s\b", "TIME"));
    insta::with_settings!({ filters => filters, omit_expression => true }, {
        insta::assert_snapshot!(run);
    });
    let two = world.deploy_line("history --env dev -n 2");
    assert_eq!(two.stdout.lines().count(), 3, "{two}");
}

#[test]
fn nothing_is_written_of_a_run_that_was_refused_or_changes_nothing() {
    let world = updated();
    let asked = world.invocation(&["apply", "--tag", "1.0.1", "--env", "dev"]).on_terminal().start();
    assert_eq!(asked.wait_for_output("[yes/no]").type_keys("no\n").wait().code, Some(5));
    assert_eq!(world.deploy_line("apply --env dev --tag 1.0.1").code, Some(5));
    assert_eq!(written(&world), Vec::<String>::new());
    let world = deployed("1.0.0");
    assert_succeeded(&world.deploy_line("apply --env dev --tag 1.0.0 --yes --poll-interval 10ms"));
    assert_eq!(written(&world), Vec::<String>::new());
}

#[test]
fn a_refused_question_is_written_where_images_were_pushed_before() {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    let asked = world.invocation(&["all", "--tag", "1.0.1", "--env", "dev"]).on_terminal().start();
    assert_eq!(asked.wait_for_output("[yes/no]").type_keys("no\n").wait().code, Some(5));
    assert_eq!(last_outcome(&world), "refused");
}

#[test]
fn each_way_to_fail_is_shown_as_what_it_is() {
    let world = updated();
    world.script("fails-after", "");
    assert_eq!(world.deploy_line(APPLY).code, Some(1));
    assert_eq!(last_outcome(&world), "failed while it was applying");

    let world = updated();
    world.add_rule("on web crash");
    assert_eq!(world.deploy_line(APPLY).code, Some(3));
    let outcome = last_outcome(&world);
    assert!(outcome.starts_with("the rollout failed: web "), "{outcome}");

    let world = updated();
    world.add_rule("start takes 60000s");
    let interrupted = world.invocation(&APPLY.split(' ').collect::<Vec<_>>()).start();
    let interrupted = interrupted.wait_for_output("worker: deploying worker:2").signal(Signal::SIGINT).wait();
    assert_eq!(interrupted.code, Some(130));
    assert_eq!(last_outcome(&world), "interrupted while it was following the rollout");

    let world = deployed("1.0.0");
    world.script("exit", "1");
    assert_eq!(world.deploy_line("tf --env dev -- state rm aws_ecs_service.web").code, Some(1));
    assert_eq!(last_outcome(&world), "failed while it was applying");
}

#[test]
fn a_run_that_is_at_it_and_one_that_was_killed_are_told_apart() {
    let world = updated();
    world.script("wait-in-apply", "");
    let running = world.invocation(&APPLY.split(' ').collect::<Vec<_>>()).start().wait_for_phase("apply");
    world.sandbox.clear_calls(); // those of the run that is at it
    let beside = world.invocation(&["history", "--env", "dev"]).beside_another().run();
    assert!(beside.stdout.ends_with("  is applying\n"), "{beside}");
    running.signal(Signal::SIGKILL).wait();
    assert_eq!(last_outcome(&world), "did not end: it was applying");
    world.write("continue", "");
}

#[test]
fn no_secret_is_written() {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    assert_succeeded(&world.deploy_line("all --env dev --tag 1.0.1 --yes --poll-interval 10ms"));
    let tf = ["tf", "--env", "dev", "--", "import", "-var", &format!("password={SECRET}"), "a.b", SECRET];
    assert_succeeded(&world.deploy(&tf));
    let written = written(&world);
    assert_eq!(written.len(), 2);
    assert!(!written.concat().contains(SECRET), "{written:?}");
    assert!(!world.deploy_line("history --env dev --json").to_string().contains(SECRET));
}

#[test]
fn a_history_that_cannot_be_written_is_one_warning() {
    let world = updated();
    world.write(RUNS, "a file in the place of the folder");
    let run: RunResult = world.deploy_line(APPLY);
    assert_succeeded(&run);
    assert_eq!(run.stderr.matches("warning: ").count(), 1, "{run}");
    assert!(run.stderr.contains("warning: the history could not be written: "), "{run}");
}
