//! What runs is what was applied.

use super::super::support::World;
use super::super::support::real_terraform::{ServiceBlock, TerraformWorld};

#[test]
fn a_release_is_followed_until_it_runs_and_the_next_apply_finds_it_unchanged() {
    let terraform = TerraformWorld::with(World::options(), &[ServiceBlock::named("web")]);
    for tag in ["1.0.0", "1.0.1"] {
        let run = terraform.release(tag);
        assert_eq!(run.code, Some(0), "{run}");
        assert!(run.last_line().starts_with(&format!("done: {tag} runs in dev")), "{run}");
    }
    let again = terraform.apply("1.0.1");
    assert_eq!(again.code, Some(0), "{again}");
    assert!(again.stderr.contains("web: unchanged"), "{again}");
}

#[test]
fn an_apply_that_only_changes_the_count_waits_for_all_tasks() {
    let web = ServiceBlock::named("web");
    let terraform = TerraformWorld::with(World::options(), &[web]);
    assert_eq!(terraform.release("1.0.0").code, Some(0));
    terraform.write_services(&[ServiceBlock { count: 3, ..web }]);
    let run = terraform.apply("1.0.0");
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stderr.contains("web: 3 of 3 running"), "{run}");
}

/// The deployment controller decides when its tasks are replaced.
#[test]
fn a_service_of_codedeploy_that_is_not_touched_changes_nothing() {
    let legacy = ServiceBlock {
        image: "redis:7",
        more: "deployment_controller {\n    type = \"CODE_DEPLOY\"\n  }",
        ..ServiceBlock::named("legacy")
    };
    let terraform = TerraformWorld::with(World::options(), &[ServiceBlock::named("web"), legacy]);
    terraform.release("1.0.0");
    let run = terraform.release("1.0.1");
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stderr.contains("legacy: not followed"), "{run}");
}

#[test]
fn a_provider_of_another_region_is_followed_there() {
    let terraform = TerraformWorld::with(World::options(), &[ServiceBlock::named("web")]);
    let root = terraform.world.read("project/terraform/main.tf");
    let elsewhere = root.replace("provider \"aws\" {\n", "provider \"aws\" {\n  region = \"eu-west-1\"\n");
    assert_ne!(root, elsewhere);
    terraform.world.write("project/terraform/main.tf", &elsewhere);
    for tag in ["1.0.0", "1.0.1"] {
        let run = terraform.release(tag);
        assert_eq!(run.code, Some(0), "{run}");
        assert!(run.stderr.contains("web: completed"), "{run}");
    }
    for command in ["status", "redeploy", "wait", "plan"] {
        let run = terraform.deploy(&[command, "--env", "dev"]);
        assert_eq!(run.code, Some(0), "{run}");
    }
}

#[test]
fn the_services_of_two_clusters_are_followed() {
    let terraform = TerraformWorld::with(World::options(), &[ServiceBlock::named("web")]);
    let other = "resource \"aws_ecs_cluster\" \"other\" {\n  name = \"other\"\n}\n\n\
                 resource \"aws_ecs_service\" \"web_of_other\" {\n  name            = \"web\"\n  \
                 cluster         = aws_ecs_cluster.other.arn\n  \
                 task_definition = aws_ecs_task_definition.web.arn\n  desired_count   = 1\n}\n";
    terraform.world.write("project/terraform/other.tf", other);
    let run = terraform.release("1.0.0");
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(run.stderr.matches("    web: completed").count(), 2, "{run}");
}
