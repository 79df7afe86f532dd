//! The settings of target groups that decide how long a rollout takes.
//!
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html>

use std::time::Duration;

use aws_sdk_elasticloadbalancingv2::types;

use super::super::client::Ecs;
use super::super::error::Error;

/// The settings of a target group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TargetGroupSettings {
    pub(super) name: String,
    /// The time between two health checks.
    pub(super) interval: Duration,
    /// How many of them must succeed until a target is healthy.
    pub(super) healthy_threshold: u32,
    /// How long a target is drained that is taken out.
    pub(super) deregistration_delay: Duration,
}

impl TargetGroupSettings {
    /// How long a target takes at least until it is healthy.
    pub(super) fn healthy_after(&self) -> Duration {
        self.interval * self.healthy_threshold
    }
}

/// Reads the settings of target groups.
pub(crate) async fn settings(ecs: &Ecs, groups: &[String]) -> Result<Vec<TargetGroupSettings>, Error> {
    let call = ecs.load_balancing().describe_target_groups().set_target_group_arns(Some(groups.to_vec()));
    let answer = call.send().await;
    let answer = answer.map_err(|error| {
        ecs.error("read the settings of the target groups", "DescribeTargetGroups", &error)
    })?;
    let mut settings = Vec::new();
    for group in answer.target_groups() {
        let arn = group.target_group_arn().unwrap_or_default();
        settings.push(of(group, deregistration_delay(ecs, arn).await?));
    }
    Ok(settings)
}

async fn deregistration_delay(ecs: &Ecs, group: &str) -> Result<Duration, Error> {
    let call = ecs.load_balancing().describe_target_group_attributes().target_group_arn(group);
    let answer = call.send().await.map_err(|error| {
        ecs.error(format!("read the attributes of {group}"), "DescribeTargetGroupAttributes", &error)
    })?;
    let is_delay =
        |it: &&types::TargetGroupAttribute| it.key() == Some("deregistration_delay.timeout_seconds");
    let seconds = answer.attributes().iter().find(is_delay).and_then(|it| it.value()?.parse().ok());
    Ok(seconds.map_or(Duration::ZERO, Duration::from_secs))
}

fn of(group: &types::TargetGroup, deregistration_delay: Duration) -> TargetGroupSettings {
    let interval = group.health_check_interval_seconds().and_then(|seconds| u64::try_from(seconds).ok());
    let threshold = group.healthy_threshold_count().and_then(|count| u32::try_from(count).ok());
    TargetGroupSettings {
        name: group.target_group_name().unwrap_or_default().to_owned(),
        interval: Duration::from_secs(interval.unwrap_or_default()),
        healthy_threshold: threshold.unwrap_or_default(),
        deregistration_delay,
    }
}
