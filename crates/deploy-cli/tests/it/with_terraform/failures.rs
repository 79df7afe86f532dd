//! What runs is not what was applied, whatever Terraform says of its apply.

use std::time::Duration;

use sandbox::{Options, Pace};

use super::super::support::real_terraform::{BREAKER, ServiceBlock, TerraformWorld};
use super::super::support::{RunResult, World};

/// Applies 1.0.0 and then a tag.
fn release(services: &[ServiceBlock<'_>], tag: &str) -> RunResult {
    let terraform = TerraformWorld::with(World::options(), services);
    let first = terraform.release("1.0.0");
    assert_eq!(first.code, Some(0), "{first}");
    terraform.release(tag)
}

fn assert_failed(run: &RunResult, reason: &str) {
    assert_eq!(run.code, Some(3), "{run}");
    assert!(run.stderr.contains(reason), "`{reason}`: {run}");
    assert!(!run.stderr.contains("done:"), "{run}");
}

#[test]
fn a_rollback_under_the_old_id_is_a_failure_with_its_cause() {
    let run = release(&[ServiceBlock::named("web")], "1.0.1-broken");
    assert_failed(&run, "web: rolled back by the circuit breaker, web:1 runs again");
    assert!(run.stderr.contains("container app ended with exit code 1"), "{run}");
}

/// The provider waits until the service is steady, which it is after a rollback, and writes the old revision into the
/// state.
#[test]
fn a_rollback_that_the_provider_waited_for_is_a_failure() {
    let more = format!("{BREAKER}\n  wait_for_steady_state = true");
    let waiting = ServiceBlock { more: &more, ..ServiceBlock::named("web") };
    let run = release(&[waiting], "1.0.1-broken");
    assert_failed(&run, "web: rolled back by the circuit breaker, web:1 runs again");
}

#[test]
fn a_service_that_ignores_changes_of_its_task_definition_is_no_success() {
    let more = format!("{BREAKER}\n  lifecycle {{\n    ignore_changes = [task_definition]\n  }}");
    let run = release(&[ServiceBlock { more: &more, ..ServiceBlock::named("web") }], "1.0.1");
    assert_failed(&run, "container app runs REGISTRY/worker:1.0.0, not REGISTRY/worker:1.0.1");
}

#[test]
fn a_tag_that_no_image_uses_is_no_success() {
    let terraform = TerraformWorld::with(
        World::options(),
        &[ServiceBlock { image: "redis:7", ..ServiceBlock::named("web") }],
    );
    assert_failed(&terraform.release("1.0.1"), "no service of `dev` uses 1.0.1");
}

#[test]
fn a_first_deployment_that_fails_has_failed_and_was_not_rolled_back() {
    let terraform = TerraformWorld::with(World::options(), &[ServiceBlock::named("web")]);
    let run = terraform.release("1.0.0-broken");
    assert_failed(&run, "web: failed");
    assert!(!run.stderr.contains("rolled back,"), "{run}");
}

#[test]
fn a_crash_loop_without_a_circuit_breaker_is_called() {
    let run = release(&[ServiceBlock { more: "", ..ServiceBlock::named("web") }], "1.0.1-broken");
    assert_failed(&run, "web: in a crash loop");
}

/// Something slow behind the service keeps Terraform busy until ECS has rolled back.
#[test]
fn a_rollback_that_was_over_when_the_apply_ended_is_a_failure() {
    let fast = Options { pace: Pace::Wall, step: Duration::from_millis(20), ..World::options() };
    let terraform = TerraformWorld::with(fast, &[ServiceBlock::named("web")]);
    let slow = "resource \"terraform_data\" \"slow\" {\n  input = aws_ecs_service.web.task_definition\n  \
                triggers_replace = [var.app_tag]\n  provisioner \"local-exec\" {\n    command = \"/bin/sleep 6\"\n  }\n}\n";
    assert_eq!(terraform.release("1.0.0").code, Some(0));
    terraform.world.write("project/terraform/slow.tf", slow);
    let run = terraform.release("1.0.1-broken");
    assert_failed(&run, "web: rolled back by the circuit breaker, web:1 runs again");
}

/// A forced deployment keeps the task definition, so that the rollback has the same one.
#[test]
fn a_rollback_to_the_same_task_definition_is_a_failure() {
    let web = ServiceBlock::named("web");
    let terraform = TerraformWorld::with(World::options(), &[web]);
    assert_eq!(terraform.release("1.0.0").code, Some(0));
    terraform.world.add_rule("on web crash");
    let more = format!("{BREAKER}\n  force_new_deployment = true\n  triggers = {{ redeploy = \"1\" }}");
    terraform.write_services(&[ServiceBlock { more: &more, ..web }]);
    assert_failed(&terraform.apply("1.0.0"), "web: rolled back by the circuit breaker, web:1 runs again");
}

#[test]
fn a_count_that_cannot_be_reached_is_no_success() {
    let web = ServiceBlock::named("web");
    let terraform = TerraformWorld::with(World::options(), &[web]);
    assert_eq!(terraform.release("1.0.0").code, Some(0));
    terraform.world.add_rule("on web no capacity");
    terraform.write_services(&[ServiceBlock { count: 3, ..web }]);
    let more = ["--poll-interval", "20ms", "--timeout", "3s"];
    let apply = ["apply", "--env", "dev", "--tag", "1.0.0", "--yes"];
    let run = terraform.deploy(&[&apply[..], &more].concat());
    assert_ne!(run.code, Some(0), "{run}");
    assert!(!run.stderr.contains("done:"), "{run}");
}

#[test]
fn of_two_services_the_one_that_fails_decides() {
    let services = [ServiceBlock::named("web"), ServiceBlock::named("worker")];
    let terraform = TerraformWorld::with(World::options(), &services);
    assert_eq!(terraform.release("1.0.0").code, Some(0));
    terraform.world.add_rule("on worker crash");
    let run = terraform.release("1.0.1");
    assert_failed(&run, "worker: rolled back by the circuit breaker, worker:1 runs again");
    assert!(run.stderr.contains("web: completed"), "{run}");
}
