//! What protects an environment, and what is lost only by consent.

use serde_json::{Value, json};

use crate::support::{
    RunResult, World, assert_refused, assert_run_snapshot, assert_succeeded, deployed, prepare_update,
};

/// A world in which `dev` is protected, and the next apply deploys 1.0.1.
fn protected() -> World {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    world.write("project/deploy.toml", "[env.dev]\nprotected = true\n");
    world
}

fn apply(world: &World, more: &[&str]) -> RunResult {
    let apply = ["apply", "--env", "dev", "--tag", "1.0.1", "--poll-interval", "10ms"];
    world.deploy(&[&apply[..], more].concat())
}

/// Lets the next plan replace a service, too.
fn prepare_replacement(world: &World) {
    let mut plan: Value = serde_json::from_str(&world.read("script/plan.json")).unwrap();
    plan["resource_changes"][0]["change"]["actions"] = json!(["delete", "create"]);
    world.script("plan.json", &plan.to_string());
}

#[test]
fn yes_is_not_enough_for_a_protected_environment() {
    let world = protected();
    for line in [
        "apply --env dev --tag 1.0.1 --yes",
        "apply --env dev --tag 1.0.1",
        "apply --env dev --tag 1.0.1 --confirm prod",
        "all --env dev --tag 1.0.1 --yes",
        "tf --env dev -- apply -auto-approve",
        "tf --env dev -- state rm aws_ecs_service.web",
        "tf --env dev --confirm prod -- import aws_ecs_service.web x",
    ] {
        let run = world.deploy_line(line);
        assert_refused(&run, 5);
        assert_eq!(run.calls, "", "{run}");
        assert!(run.stderr.ends_with("pass --confirm dev\n"), "{run}");
    }
    assert_run_snapshot!(apply(&world, &["--yes"]));
}

#[test]
fn a_protected_environment_is_applied_when_its_name_is_confirmed() {
    let world = protected();
    assert_succeeded(&apply(&world, &["--confirm", "dev"]));
    let run = world.deploy_line("tf --env dev --confirm dev -- state rm aws_ecs_service.web");
    assert_succeeded(&run);
    assert!(run.calls.contains("terraform[dev] state rm"), "{run}");
}

#[test]
fn on_a_terminal_the_name_of_a_protected_environment_is_typed() {
    let world = protected();
    let apply = ["apply", "--env", "dev", "--tag", "1.0.1", "--no-wait"];
    let asked = || {
        let running = world.invocation(&apply).on_terminal().start();
        running.wait_for_output("(2 to update, 2 to replace)? Type the environment's name to continue:")
    };
    let run = asked().type_keys("yes\n").wait();
    assert_eq!((run.code, run.changed_something()), (Some(5), false), "{run}");
    let run = asked().type_keys("dev\n").wait();
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.calls.contains("terraform[dev] apply"), "{run}");
}

#[test]
fn a_protected_environment_is_never_destroyed_but_freely_read() {
    let world = protected();
    for command in
        ["destroy", "destroy -auto-approve", "apply -destroy -auto-approve", "plan -destroy -out=x"]
    {
        let run = world.deploy_line(&format!("tf --env dev --confirm dev -- {command}"));
        assert_refused(&run, 5);
        assert_eq!(run.calls, "", "{run}");
    }
    assert_refused(&world.deploy_line("destroy --env dev --confirm dev"), 5);
    for command in ["plan", "state list", "output", "validate"] {
        world.script("outputs", "{}");
        let run = world.deploy_line(&format!("tf --env dev -- {command}"));
        assert_ne!(run.code, Some(5), "{run}");
        assert!(run.calls.contains(&format!("terraform[dev] {command}")), "{run}");
    }
}

#[test]
fn nothing_is_created_in_a_protected_environment_without_its_name() {
    let world = World::before_create();
    world.write("project/deploy.toml", "[env.dev]\nprotected = true\n");
    assert_refused(&world.deploy_line("create --env dev --yes"), 5);
    assert_succeeded(&world.deploy_line("create --env dev --confirm dev"));
    world.remove("project/terraform/terraform.tfstate.d/dev");
    assert_refused(&world.deploy_line("create --env dev --yes"), 5);
    assert!(!world.path("project/terraform/terraform.tfstate.d/dev").exists());
    assert_succeeded(&world.deploy_line("create --env dev --confirm dev"));
    assert_succeeded(&world.deploy_line("create --env dev"));
}

#[test]
fn what_nobody_agreed_to_lose_is_not_replaced() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    prepare_replacement(&world);
    let run = apply(&world, &["--yes"]);
    assert_refused(&run, 5);
    assert_run_snapshot!(run);
    for more in [&["--yes", "--allow-destroy", "aws_ecs_service.worker"][..], &["--confirm", "dev"]] {
        assert_refused(&apply(&world, more), 5);
    }
    assert_succeeded(&apply(&world, &["--yes", "--allow-destroy", "aws_ecs_service.web"]));
}

#[test]
fn a_saved_plan_that_replaces_needs_the_same_consent() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    prepare_replacement(&world);
    assert_succeeded(&world.deploy_line("plan --env dev --tag 1.0.1 --out saved"));
    let apply = "apply --env dev --plan saved --yes --poll-interval 10ms";
    assert_refused(&world.deploy_line(apply), 5);
    assert_succeeded(&world.deploy_line(&format!("{apply} --allow-destroy aws_ecs_service.web")));
}

#[test]
fn on_a_terminal_the_question_shows_what_is_replaced() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    prepare_replacement(&world);
    let apply = ["apply", "--env", "dev", "--tag", "1.0.1", "--no-wait", "--quiet"];
    let running = world.invocation(&apply).on_terminal().start();
    let question = "(1 to update, 3 to replace; destroys or replaces aws_ecs_service.web)? [yes/no]";
    assert_eq!(running.wait_for_output(question).type_keys("yes\n").wait().code, Some(0));
}

#[test]
fn a_revision_that_is_deregistered_is_warned_of() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    let plan = world.read("script/plan.json").replace("\"skip_destroy\":true", "\"skip_destroy\":false");
    world.script("plan.json", &plan);
    let run = world.deploy_line("plan --env dev --tag 1.0.1");
    assert!(
        run.stderr.contains(
            "warning: replacing `aws_ecs_task_definition.web` deregisters the revision that runs now\n\
             hint: set `skip_destroy = true`, so that ECS can roll back to it"
        ),
        "{run}"
    );
}

#[test]
fn arguments_in_variables_do_not_reach_terraform() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    for line in ["apply --env dev --tag 1.0.1 --yes --no-wait", "tf --env dev -- plan"] {
        let command = line.split(' ').collect::<Vec<_>>();
        let variables =
            [("TF_CLI_ARGS_plan", "-destroy"), ("TF_CLI_ARGS", "-lock=false"), ("TF_WORKSPACE", "prod")];
        let run =
            variables.iter().fold(world.invocation(&command), |run, (name, value)| run.env(name, value));
        let run = run.env("TF_DATA_DIR", "/elsewhere").run();
        assert!(
            run.stderr.contains("warning: TF_CLI_ARGS_plan is not passed to Terraform\nhint: set "),
            "{run}"
        );
        let environment = world.read("environment.terraform");
        assert!(!environment.contains("TF_CLI_ARGS") && !environment.contains("/elsewhere"), "{environment}");
        assert!(environment.contains("TF_WORKSPACE=dev"), "{environment}");
    }
}

#[test]
fn what_completes_the_backend_is_given_to_init() {
    let world = World::new();
    let config =
        "[terraform]\nbackend_config = [\"backend.hcl\"]\n[env.dev]\nbackend_config = [\"key=dev\"]\n";
    world.write("project/deploy.toml", config);
    let init = |run: &RunResult| {
        run.calls.contains("terraform init -input=false -lockfile=readonly -backend-config=backend.hcl -backend-config=key=dev")
    };
    let run = world.deploy_line("plan --env dev --tag 1");
    assert!(init(&run), "{run}");
    let run = world.deploy_line("plan --env dev --tag 1");
    assert!(!init(&run), "{run}");
    world.write("project/terraform/backend.hcl", "bucket = \"states\"\n");
    let run = world.deploy_line("plan --env dev --tag 1");
    assert!(init(&run), "{run}");
}
