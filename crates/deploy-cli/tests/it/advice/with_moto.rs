//! Target groups whose settings make a rollout slow, as moto keeps them behind the sandbox. One poll is 20 seconds of AWS.

use std::process::Command;
use std::time::Duration;

use sandbox::test_programs::require_program;
use sandbox::{Backend, Options, Pace};
use serde_json::json;

use super::{REDEPLOY, advice, redeployed};
use crate::support::shop::with_shop_in;
use crate::support::{World, deployed_with};

/// A world in which `shop` is behind a target group that checks a target every 30 seconds, five times, and drains it for 300.
fn with_slow_target_group() -> World {
    let upstream = Backend::Program(require_program("MOTO_SERVER_PROGRAM", "moto_server"));
    let options =
        Options { upstream, pace: Pace::Polls, step: Duration::from_secs(20), ..Options::default() };
    let world = deployed_with(options, "1.0.0");
    let vpc = aws(&world, "ec2 create-vpc --cidr-block 10.9.0.0/16 --query Vpc.VpcId");
    let group = aws(
        &world,
        &format!(
            "elbv2 create-target-group --name web --protocol HTTP --port 80 --target-type ip --vpc-id {vpc} \
             --health-check-interval-seconds 30 --healthy-threshold-count 5 --query TargetGroups[0].TargetGroupArn"
        ),
    );
    let delay = "Key=deregistration_delay.timeout_seconds,Value=300";
    aws(
        &world,
        &format!("elbv2 modify-target-group-attributes --target-group-arn {group} --attributes {delay}"),
    );
    let balancer = json!({ "targetGroupArn": group, "containerName": "app", "containerPort": 8080 });
    with_shop_in(world, &json!({ "loadBalancers": [balancer] }))
}

/// The answer of AWS's command line to arguments that have no spaces.
#[expect(clippy::disallowed_methods, reason = "the test's own program")]
fn aws(world: &World, arguments: &str) -> String {
    let run = Command::new(require_program("AWS_PROGRAM", "aws"))
        .args(["--endpoint-url", &world.sandbox.endpoint(), "--region", "us-east-1", "--output", "text"])
        .args(arguments.split_whitespace())
        .envs([("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_slow_health_check_is_told_with_what_it_took() {
    let world = with_slow_target_group();
    world.add_rule("on shop health check takes 150s");
    let run = redeployed(&world);
    assert_eq!(run.code, Some(0), "{run}");
    let advice = advice(&run);
    assert_eq!(advice.len(), 1, "{run}");
    assert_eq!(advice[0]["subject"], "health_check");
    let seconds = advice[0]["seconds"].as_u64().unwrap();
    assert!((150..200).contains(&seconds), "{}", advice[0]);
    assert_eq!(
        advice[0]["seen"].as_str().unwrap(),
        format!(
            "the health check of target group web took {seconds} s of this rollout: a target is healthy after 5 checks, one every 30 s"
        )
    );
}

#[test]
fn a_long_deregistration_delay_is_told_where_the_draining_is_waited_for() {
    let world = with_slow_target_group();
    world.add_rule("on shop drain takes 300s");
    redeployed(&world); // the rule is for tasks that start
    let run = world.deploy(&[&REDEPLOY[..], &["--json", "--wait-for", "drained"]].concat());
    assert_eq!(run.code, Some(0), "{run}");
    let advice = advice(&run);
    assert_eq!(advice.len(), 1, "{run}");
    assert_eq!((&advice[0]["subject"], &advice[0]["seconds"]), (&json!("deregistration_delay"), &json!(300)));
}

#[test]
fn a_slow_start_is_not_blamed_on_the_target_group() {
    let world = with_slow_target_group();
    world.add_rule("on shop health check takes 900s");
    let run = redeployed(&world);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(advice(&run), Vec::<serde_json::Value>::new());
}
