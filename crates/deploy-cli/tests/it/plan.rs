//! `deploy plan`, and what must be installed and configured for it.

use crate::support::{
    World, assert_refused, assert_run_snapshot, assert_succeeded, deployed, prepare_update,
};

#[test]
fn without_changes_the_detailed_exit_code_is_zero() {
    let run = deployed("1.0.0").deploy(&["plan", "--env", "dev", "--detailed-exitcode"]);
    assert_succeeded(&run);
    assert!(!run.changed_something(), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn changes_are_shown_and_are_the_detailed_exit_code() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    let plan = ["plan", "--env", "dev", "--tag", "1.0.1"];
    let run = world.deploy(&plan);
    assert_succeeded(&run);
    assert_run_snapshot!(run);
    let run = world.deploy(&[&plan[..], &["--detailed-exitcode"]].concat());
    assert_eq!(run.code, Some(2), "{run}");
}

#[test]
fn what_terraform_says_of_a_failed_plan_is_shown() {
    let world = deployed("1.0.0");
    world.script("plan-fails", "\nError: no such thing\n\n  on main.tf line 3\n");
    let run = world.deploy(&["plan", "--env", "dev"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert_run_snapshot!(run);
}

#[test]
fn missing_credentials_are_reported() {
    let world = World::new();
    let plan = world.invocation(&["plan", "--env", "dev"]);
    let run = plan.without_env("AWS_ACCESS_KEY_ID").without_env("AWS_SECRET_ACCESS_KEY").run();
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn a_missing_region_is_reported() {
    let world = World::new();
    let run = world.invocation(&["plan", "--env", "dev"]).without_env("AWS_REGION").run();
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn missing_certificates_are_reported() {
    let world = World::new();
    let empty = world.path("empty");
    let plan = world.invocation(&["plan", "--env", "dev"]).env("SSL_CERT_DIR", empty.to_str().unwrap());
    let run = plan.env("SSL_CERT_FILE", "/dev/null").run();
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn missing_terraform_is_reported() {
    let world = World::new();
    world.remove("bin/terraform");
    let run = world.deploy(&["plan", "--env", "dev"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn terraform_that_is_too_old_is_refused() {
    let world = World::new();
    world.script("version", "0.11.14");
    let run = world.deploy(&["plan", "--env", "dev"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn control_sequences_and_commands_of_ci_systems_are_not_passed_on() {
    let world = World::new();
    let text = "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}2Jone\u{8}\r\n  ::error::two\n\u{1b}[31m::error::three\u{1b}[0m\nfour ##[error] five\rsix\n\tseven\n";
    world.script("plan-fails", text);
    let shown = "one\n  : :error::two\n: :error::three\nfour ## [error] five\nsix\n\tseven\n";
    let run = world.deploy(&["plan", "--env", "dev", "--tag", "1"]);
    assert!(run.stderr.contains(shown), "{run}");
    let run = world.deploy(&["plan", "--env", "dev", "--tag", "1", "--color", "always"]);
    assert!(run.stderr.contains(": :error::three"), "{run}");
    assert!(run.stderr.contains("\u{1b}[31m"), "colours stay: {run}");
    assert!(!run.stderr.contains("\u{1b}]") && !run.stderr.contains("title"), "{run}");
}

#[test]
fn a_plan_replaces_nothing_but_a_file() {
    let world = deployed("1.0.0");
    world.write("project/file", "");
    std::os::unix::fs::symlink(world.path("project/file"), world.path("project/link")).unwrap();
    for out in ["/dev/null", "terraform", "link"] {
        let run = world.deploy(&["plan", "--env", "dev", "--tag", "1.0.0", "--out", out]);
        assert_eq!((run.code, run.calls.as_str()), (Some(64), ""), "{run}");
        assert!(run.stderr.contains("not a regular file"), "{run}");
    }
    assert!(world.path("project/link").is_symlink());
}
