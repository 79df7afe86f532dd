//! The health of a service's tasks, as its load balancers see it.
//!
//! What a reader would get wrong: a blue/green deployment swaps the target groups, so that a task may be in either of them.
//! Only tasks with an address of their own (network mode `awsvpc`) are found.
//!
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html>

use std::collections::BTreeSet;

use aws_sdk_elasticloadbalancingv2::types::{TargetHealthDescription, TargetHealthStateEnum};

use super::client::Ecs;
use super::error::Error;
use super::task::Task;

/// What the load balancers say of the tasks that are not healthy; `None` where all are, or are in no target group.
pub(super) async fn unhealthy(
    ecs: &Ecs,
    target_groups: &[String],
    tasks: &[&Task],
) -> Result<Option<String>, Error> {
    let addresses: BTreeSet<_> = tasks.iter().flat_map(|task| &task.addresses).map(String::as_str).collect();
    let mut unhealthy = Vec::new();
    for group in target_groups {
        let targets = describe(ecs, group).await?;
        let ours = targets.iter().filter(|target| address(target).is_some_and(|it| addresses.contains(it)));
        unhealthy.extend(ours.filter_map(problem));
    }
    Ok((!unhealthy.is_empty()).then(|| unhealthy.join("; ")))
}

async fn describe(ecs: &Ecs, group: &str) -> Result<Vec<TargetHealthDescription>, Error> {
    let call = ecs.load_balancing().describe_target_health().target_group_arn(group);
    let answer = call.send().await.map_err(|error| {
        ecs.error(format!("read the health of the targets in {group}"), "DescribeTargetHealth", &error)
    })?;
    Ok(answer.target_health_descriptions.unwrap_or_default())
}

fn address(target: &TargetHealthDescription) -> Option<&str> {
    target.target()?.id()
}

/// "10.0.0.1:80 is unhealthy: Request timed out". A target that is not used by a listener, or that is taken out, has no
/// health.
fn problem(target: &TargetHealthDescription) -> Option<String> {
    let health = target.target_health()?;
    let state = match health.state()? {
        TargetHealthStateEnum::Initial => "not healthy yet",
        TargetHealthStateEnum::Unhealthy => "unhealthy",
        _ => return None,
    };
    let target = target.target()?;
    let port = target.port().map(|port| format!(":{port}")).unwrap_or_default();
    let reason = health.description().map(|reason| format!(": {reason}")).unwrap_or_default();
    Some(format!("target {}{port} is {state}{reason}", target.id().unwrap_or_default()))
}
