//! A run that is killed while Terraform applies, and what is resumed of it.

use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use super::super::support::real_terraform::{ServiceBlock, TerraformWorld};
use super::super::support::{RunResult, World, push_image};

/// Terraform waits here until the test lets it continue.
const GATE: &str = r#"
resource "terraform_data" "gate" {
  triggers_replace = [var.app_tag]
  provisioner "local-exec" { command = "touch ../../gate-reached; until [ -e ../../gate-open ]; do /bin/sleep 0.05; done" }
}
"#;

/// Resumes once the Terraform of the killed run has ended.
fn resume(terraform: &TerraformWorld) -> RunResult {
    let begun = Instant::now();
    loop {
        let run = terraform.deploy(&["resume", "--env", "dev", "--yes", "--poll-interval", "20ms"]);
        if !run.stderr.contains("error: Terraform is applying to `dev`") {
            return run;
        }
        assert!(begun.elapsed() < Duration::from_mins(2), "{run}");
    }
}

#[test]
fn an_apply_whose_run_was_killed_is_completed_by_the_next_plan() {
    let terraform = TerraformWorld::with(World::options(), &[ServiceBlock::named("web")]);
    assert_eq!(terraform.release("1.0.0").code, Some(0));
    terraform.world.write("project/terraform/gate.tf", GATE);
    push_image(&terraform.world, "worker", "1.0.1");
    let apply = ["apply", "--env", "dev", "--tag", "1.0.1", "--yes"];
    let killed = terraform.invocation(&apply).env("PATH", &terraform.path()).start();
    let reached = terraform.world.path("gate-reached");
    let killed = killed.wait_until(|| reached.exists()).signal(Signal::SIGKILL).wait();
    assert_eq!(killed.code, None, "{killed}");
    let other = terraform.deploy(&apply);
    assert_eq!(other.code, Some(5), "{other}");
    terraform.world.write("gate-open", "");
    let run = resume(&terraform);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stderr.contains("stopped while it was applying: planning anew"), "{run}");
    assert!(run.last_line().starts_with("done: 1.0.1 runs in dev"), "{run}");
}
