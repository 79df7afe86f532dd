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
