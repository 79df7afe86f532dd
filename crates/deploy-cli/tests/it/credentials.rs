//! Whose credentials a run works with, and where: `deploy.toml`, the environment and the files of AWS.

use crate::support::{RunResult, World, assert_refused, assert_run_snapshot, assert_succeeded};

/// A profile for the account of the keys that each run has in its environment, one for another account, and a region.
const PROFILES: &str = "\
[profile team]
aws_access_key_id = AKIDTEAM
aws_secret_access_key = canary-5f1d
[profile other]
role_arn = arn:aws:iam::210987654321:role/deploy
source_profile = team
";

fn world(section: &str) -> World {
    let world = World::new();
    world.write("project/deploy.toml", &format!("[env.dev]\n{section}\n"));
    world.write("home/.aws/config", PROFILES);
    world
}

/// Nothing but STS was asked, and no program was run.
fn assert_only_sts(run: &RunResult) {
    assert!(run.calls.lines().all(|call| call.starts_with("aws sts ")), "{run}");
}

#[test]
fn keys_for_another_account_than_that_of_the_profile_are_refused() {
    let world = world("profile = \"other\"");
    for line in [
        "plan --env dev --tag 1",
        "apply --env dev --yes",
        "all --env dev --tag 1 --yes",
        "create --env dev --yes",
        "output --env dev",
        "tf --env dev -- destroy -auto-approve",
        "tf --env dev -- init",
    ] {
        let run = world.deploy_line(line);
        assert_refused(&run, 5);
        assert_only_sts(&run);
    }
    assert_run_snapshot!(world.deploy_line("redeploy --env dev"));
}

#[test]
fn keys_for_the_account_of_the_profile_are_used_and_that_is_said() {
    let world = world("profile = \"team\"");
    let run = world.deploy_line("plan --env dev --tag 1");
    assert_succeeded(&run);
    assert_run_snapshot!(run);
    assert!(!world.read("environment.terraform").contains("AWS_PROFILE"));
}

#[test]
fn without_keys_the_profile_is_used() {
    let world = world("profile = \"other\"\naccount = \"210987654321\"");
    let run =
        world.invocation(&["plan", "--env", "dev", "--tag", "1"]).without_env("AWS_ACCESS_KEY_ID").run();
    assert_succeeded(&run);
    assert!(run.stderr.contains("    dev · 210987654321 · us-east-1 · profile other · endpoint"), "{run}");
    assert!(world.read("environment.terraform").contains("AWS_PROFILE=other"));
}

#[test]
fn keys_beside_a_profile_that_this_machine_lacks_need_the_account() {
    let run = world("profile = \"ci\"").deploy_line("plan --env dev --tag 1");
    assert_refused(&run, 5);
    assert_only_sts(&run);
    assert_run_snapshot!(run);
    let run = world("profile = \"ci\"\naccount = \"123456789012\"").deploy_line("plan --env dev --tag 1");
    assert_succeeded(&run);
}

#[test]
fn a_profile_that_does_not_exist_is_named_with_those_that_do() {
    let world = world("profile = \"ci\"");
    let plan = || world.invocation(&["plan", "--env", "dev", "--tag", "1"]).without_env("AWS_ACCESS_KEY_ID");
    let run = plan().run();
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
    world.write("project/deploy.toml", "");
    let run = plan().env("AWS_PROFILE", "teem").run();
    assert_refused(&run, 64);
    assert!(run.stderr.contains("`teem` does not exist\nhint: AWS_PROFILE names it; available: "), "{run}");
}

#[test]
fn another_region_than_that_of_the_file_is_refused_before_any_call() {
    let world = world("region = \"eu-west-1\"");
    for line in ["plan --env dev --tag 1", "output --env dev", "tf --env dev -- plan", "redeploy --env dev"] {
        let run = world.deploy_line(line);
        assert_refused(&run, 5);
        assert_eq!(run.calls, "", "{run}");
    }
    assert_run_snapshot!(world.deploy_line("apply --env dev --yes"));
    let plan = world.invocation(&["plan", "--env", "dev", "--tag", "1"]).without_env("AWS_REGION");
    assert_refused(&plan.env("AWS_DEFAULT_REGION", "us-west-2").run(), 5);
    let plan = world.invocation(&["plan", "--env", "dev", "--tag", "1"]).without_env("AWS_REGION");
    assert_succeeded(&plan.run());
}

#[test]
fn what_is_not_known_without_a_call_is_not_said() {
    let world = World::new();
    let run = world.deploy_line("tf --env dev -- state list");
    assert!(run.stderr.contains("    dev · us-east-1 · endpoint AWS\n"), "{run}");
    let run = world.deploy_line("output --env dev");
    assert!(!run.stderr.contains("us-east-1"), "{run}");
}
