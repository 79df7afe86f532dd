//! Rollouts in several clusters and regions at once, in the sandbox.

use std::collections::BTreeMap;
use std::time::Duration;

use sandbox::{Fault, Kind, Options, Pace, Sandbox};
use serde_json::{Value, json};

use tokio::sync::mpsc;

use super::super::super::cluster::Cluster;
use super::super::follow::follow;
use super::super::settings::FollowSettings;
use super::super::target::{Baseline, Expected, OnFailure, RolloutTarget, TargetDeployment};
use super::super::wait_for::WaitFor;
use crate::aws::Aws;
use crate::context::{Context, PollInterval};
use crate::test_support::sandbox;

/// Region and cluster of each service. All have the same name.
const PLACES: [(&str, &str); 3] = [("us-east-1", "main"), ("us-east-1", "other"), ("eu-west-1", "main")];

/// A sandbox with a service in each place, whose rollout was just forced.
fn world() -> (Sandbox, Vec<RolloutTarget>) {
    let sandbox = sandbox(Options { pace: Pace::Polls, ..Options::default() });
    let targets = PLACES.map(|(region, cluster)| {
        let call = |operation: &str, input: Value| sandbox.call_in(region, "ecs", operation, input).unwrap();
        call("CreateCluster", json!({ "clusterName": cluster }));
        let containers = json!([{ "name": "app", "image": "app:1", "memory": 64 }]);
        call("RegisterTaskDefinition", json!({ "family": "web", "containerDefinitions": containers }));
        let service =
            json!({ "cluster": cluster, "serviceName": "web", "taskDefinition": "web", "desiredCount": 1 });
        call("CreateService", service);
        let found = call("DescribeServices", json!({ "cluster": cluster, "services": ["web"] }));
        let id = found["services"][0]["deployments"][0]["id"].as_str().unwrap().to_owned();
        RolloutTarget {
            cluster: Cluster { region: Some(region.to_owned()), name: cluster.to_owned() },
            service: "web".to_owned(),
            deployment: TargetDeployment::Id(id),
            baseline: Baseline::default(),
            expected: Expected::Anything,
        }
    });
    sandbox.clear_calls();
    (sandbox, targets.into())
}

/// Follows the rollouts, and returns the verdict of each place.
async fn verdicts(
    sandbox: &Sandbox,
    targets: Vec<RolloutTarget>,
    timeout: Duration,
) -> BTreeMap<String, &'static str> {
    let settings = FollowSettings {
        environment: "dev".parse().unwrap(),
        timeout,
        interval: PollInterval::of_rollout(Some(Duration::from_millis(1))),
        on_failure: OnFailure::Leave,
        wait_for: WaitFor::Completed,
    };
    let aws = Aws::at(&sandbox.endpoint());
    let followed = follow(&aws, targets, &settings, &Context::silent(), mpsc::unbounded_channel().0).await;
    let verdicts = followed.into_iter().map(|one| {
        let Cluster { region, name } = one.target.cluster;
        (format!("{}/{name}", region.unwrap()), one.outcome.result.word())
    });
    verdicts.collect()
}

fn expected(verdicts: [&'static str; 3]) -> BTreeMap<String, &'static str> {
    PLACES.iter().map(|(region, cluster)| format!("{region}/{cluster}")).zip(verdicts).collect()
}

#[tokio::test]
async fn each_service_is_followed_in_its_cluster_and_its_region() {
    let (sandbox, targets) = world();
    let verdicts = verdicts(&sandbox, targets, Duration::from_mins(1)).await;
    assert_eq!(verdicts, expected(["completed", "completed", "completed"]));
}

/// The time-out ends only the one that hangs: the others have their verdicts by then.
#[tokio::test]
async fn a_cluster_that_hangs_blocks_no_other() {
    let (sandbox, targets) = world();
    sandbox.fault(Fault::new("ecs:DescribeServices@eu-west-1", Kind::Blackhole));
    let verdicts = verdicts(&sandbox, targets, Duration::from_secs(3)).await;
    assert_eq!(verdicts, expected(["completed", "completed", "timed_out"]));
}

#[tokio::test]
async fn a_cluster_that_cannot_be_asked_blocks_no_other() {
    let (sandbox, targets) = world();
    sandbox.fault(Fault::new("ecs:DescribeServices@eu-west-1", Kind::Denied));
    let verdicts = verdicts(&sandbox, targets, Duration::from_mins(1)).await;
    assert_eq!(verdicts, expected(["completed", "completed", "unobserved"]));
}

/// Three attempts of the SDK are one poll.
#[tokio::test]
async fn throttling_never_ends_it() {
    let (sandbox, targets) = world();
    sandbox.fault(Fault::new("ecs:DescribeServices@eu-west-1", Kind::Throttle).times(21));
    let verdicts = verdicts(&sandbox, targets, Duration::from_mins(1)).await;
    assert_eq!(verdicts, expected(["completed", "completed", "completed"]));
}

#[tokio::test]
async fn ten_services_are_one_call() {
    let (sandbox, targets) = world();
    let of_main: Vec<_> = targets.into_iter().take(1).collect();
    let mut targets = of_main.clone();
    for number in 0..22 {
        let name = format!("web-{number}");
        let service =
            json!({ "cluster": "main", "serviceName": name, "taskDefinition": "web", "desiredCount": 1 });
        let made = sandbox.call("ecs", "CreateService", service).unwrap();
        let id = made["service"]["deployments"][0]["id"].as_str().unwrap().to_owned();
        targets.push(RolloutTarget {
            service: name,
            deployment: TargetDeployment::Id(id),
            ..of_main[0].clone()
        });
    }
    let verdicts = verdicts(&sandbox, targets, Duration::from_mins(1)).await;
    assert_eq!(verdicts, BTreeMap::from([("us-east-1/main".to_owned(), "completed")]));
    let calls = sandbox.calls();
    assert!(calls.iter().all(|call| call.operation == "DescribeServices"), "{calls:?}");
    assert!(calls.len() <= 3 * 10, "three calls a poll, and few polls: {}", calls.len());
}
