//! At the end of a rollout: what would make the next one better, and only where that is so.

mod with_moto;

use serde_json::{Value, json};

use crate::support::shop::with_shop;
use crate::support::{RunResult, World};

const REDEPLOY: [&str; 6] = ["redeploy", "web", "--env", "dev", "--poll-interval", "10ms"];

/// What is advised, as `--json` has it.
fn advice(run: &RunResult) -> Vec<Value> {
    run.stream().into_iter().filter(|event| event["type"] == "advised").collect()
}

fn redeployed(world: &World) -> RunResult {
    world.deploy(&[&REDEPLOY[..], &["--json"]].concat())
}

#[test]
fn a_crash_loop_without_circuit_breaker_is_advised_to_have_one() {
    let world = with_shop(
        &json!({ "deploymentConfiguration": { "deploymentCircuitBreaker": { "enable": false, "rollback": false } } }),
    );
    world.add_rule("on shop crash");
    let run = redeployed(&world);
    assert_eq!(run.code, Some(3), "{run}");
    let advice = advice(&run);
    assert_eq!(advice.len(), 1, "{run}");
    assert_eq!(
        (&advice[0]["subject"], &advice[0]["services"]),
        (&json!("circuit_breaker"), &json!(["shop"]))
    );
    let told = run.stderr.lines().find(|line| line.contains("no deployment circuit breaker")).unwrap();
    assert!(told.starts_with("    shop: the service has no deployment circuit breaker"), "{told}");
}

#[test]
fn a_fast_rollout_and_one_that_its_circuit_breaker_ends_get_no_advice() {
    let world = with_shop(&json!({}));
    assert_eq!(advice(&redeployed(&world)), Vec::<Value>::new());
    world.add_rule("on shop image missing");
    let run = redeployed(&world);
    assert_eq!(run.code, Some(3), "{run}");
    assert_eq!(advice(&run), Vec::<Value>::new());
}
