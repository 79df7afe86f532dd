//! How service deployments and revisions are described (API Reference, "`ServiceDeployment`", "`ServiceRevision`").

use serde_json::{Value, json};

use crate::ecs::model::lifecycle::hook::Hook;
use crate::ecs::model::service::Service;
use crate::ecs::model::service_deployment::{RevisionCounts, ServiceDeployment, ServiceDeploymentStatus};
use crate::ecs::model::service_revision::ServiceRevision;
use crate::ecs::model::task_definition::ContainerDefinition;
use crate::ecs::services::configuration;

/// As `ListServiceDeployments` shows it.
pub(crate) fn brief(deployment: &ServiceDeployment, service: &Service, cluster_arn: &str) -> Value {
    let mut shown = json!({
        "serviceDeploymentArn": deployment.arn,
        "serviceArn": service.arn,
        "clusterArn": cluster_arn,
        "createdAt": deployment.created.seconds(),
        "status": deployment.status.name(),
        "targetServiceRevisionArn": service.revisions[deployment.target].arn,
    });
    for (name, at) in [("startedAt", deployment.started), ("finishedAt", deployment.finished)] {
        if let Some(at) = at {
            shown[name] = at.seconds().into();
        }
    }
    if let Some(reason) = &deployment.reason {
        shown["statusReason"] = reason.clone().into();
    }
    shown
}

/// The revisions of a service deployment (API Reference, "`ServiceRevisionSummary`").
pub(crate) fn revisions_into(
    deployment: &ServiceDeployment,
    shown: &mut Value,
    service: &Service,
    counts: &[RevisionCounts],
) {
    let mut summaries: Vec<Value> = counts.iter().map(|of| summary(of, service)).collect();
    if let Some(progress) = &deployment.progress {
        weigh(&mut summaries, "requestedTestTrafficWeight", progress.test_weight);
        weigh(&mut summaries, "requestedProductionTrafficWeight", progress.production_weight);
    }
    let sources = summaries.split_off(1);
    shown["targetServiceRevision"] = summaries.remove(0);
    shown["sourceServiceRevisions"] = sources.into();
}

/// The target comes first and has this weight. The oldest source, which was deployed completely, has the rest.
fn weigh(summaries: &mut [Value], weight: &str, of_target: f64) {
    let last = summaries.len() - 1;
    for (place, summary) in summaries.iter_mut().enumerate() {
        summary[weight] = match place {
            0 => of_target,
            _ if place == last => 100.0 - of_target,
            _ => 0.0,
        }
        .into();
    }
}

fn summary(of: &RevisionCounts, service: &Service) -> Value {
    json!({
        "arn": service.revisions[of.revision].arn,
        "requestedTaskCount": of.counts.desired,
        "runningTaskCount": of.counts.running,
        "pendingTaskCount": of.counts.pending,
    })
}

/// What only `DescribeServiceDeployments` shows.
pub(crate) fn describe_into(deployment: &ServiceDeployment, shown: &mut Value, service: &Service) {
    let fields = &service.revisions[deployment.target].fields;
    if let Some(shown) = shown.as_object_mut() {
        shown.remove("targetServiceRevisionArn");
    }
    if let Some(progress) = &deployment.progress {
        shown["lifecycleStage"] = progress.stage.name().into();
        if !progress.hooks.is_empty() {
            shown["lifecycleHookDetails"] = progress.hooks.iter().map(Hook::shown).collect();
        }
    }
    shown["updatedAt"] = deployment.updated.seconds().into();
    shown["deploymentConfiguration"] = fields.get("deploymentConfiguration").cloned().unwrap_or_default();
    shown["deploymentCircuitBreaker"] = json!({
        "status": monitor(deployment, configuration::has_breaker(service)),
        "failureCount": deployment.failures,
        "threshold": configuration::breaker_threshold(service),
    });
    let alarms =
        &fields.get("deploymentConfiguration").map_or(&Value::Null, |all| &all["alarms"])["alarmNames"];
    if let Some(names) = alarms.as_array().filter(|names| !names.is_empty()) {
        let status = if deployment.alarms.is_empty() { monitor(deployment, true) } else { "TRIGGERED" };
        shown["alarms"] =
            json!({ "status": status, "alarmNames": names, "triggeredAlarmNames": deployment.alarms });
    }
    if let Some(rollback) = &deployment.rollback {
        let arn = &service.revisions[rollback.revision].arn;
        shown["rollback"] = json!({ "startedAt": rollback.started.seconds(), "serviceRevisionArn": arn });
        if let Some(reason) = &rollback.reason {
            shown["rollback"]["reason"] = reason.clone().into();
        }
    }
    if deployment.status == ServiceDeploymentStatus::Stopped {
        shown["stoppedAt"] = deployment.updated.seconds().into();
    }
}

/// API Reference, "`ServiceDeploymentCircuitBreaker`", `status`.
fn monitor(deployment: &ServiceDeployment, enabled: bool) -> &'static str {
    match deployment.status {
        _ if !enabled => "DISABLED",
        ServiceDeploymentStatus::Pending
        | ServiceDeploymentStatus::InProgress
        | ServiceDeploymentStatus::StopRequested
        | ServiceDeploymentStatus::RollbackRequested => "MONITORING",
        ServiceDeploymentStatus::Successful => "MONITORING_COMPLETE",
        _ if deployment.alarms.is_empty() => "TRIGGERED",
        _ => "MONITORING_COMPLETE",
    }
}

pub(crate) fn revision(revision: &ServiceRevision, service: &Service, cluster: &str) -> Value {
    let containers = revision.task_definition.containers.iter().zip(&revision.digests);
    let images: Vec<Value> = containers.map(|(plan, digest)| image(plan, digest.as_deref())).collect();
    let mut shown = json!({
        "serviceRevisionArn": revision.arn,
        "serviceArn": service.arn,
        "clusterArn": cluster,
        "taskDefinition": revision.task_definition.arn,
        "containerImages": images,
        "guardDutyEnabled": false,
        "createdAt": revision.created.seconds(),
    });
    let same = [
        "launchType",
        "capacityProviderStrategy",
        "platformVersion",
        "platformFamily",
        "loadBalancers",
        "serviceRegistries",
        "networkConfiguration",
        "serviceConnectConfiguration",
        "volumeConfigurations",
        "vpcLatticeConfigurations",
    ];
    for name in same {
        if let Some(value) = revision.fields.get(name) {
            shown[name] = value.clone();
        }
    }
    shown
}

/// API Reference, "`ContainerImage`".
fn image(plan: &ContainerDefinition, digest: Option<&str>) -> Value {
    let mut shown = json!({ "containerName": plan.name, "image": plan.image });
    if let Some(digest) = digest {
        shown["imageDigest"] = digest.into();
    }
    shown
}
