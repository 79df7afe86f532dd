//! How service deployments and revisions are described (API Reference, "`ServiceDeployment`", "`ServiceRevision`").

use serde_json::{Value, json};

use crate::ecs::model::service::Service;
use crate::ecs::model::service_deployment::{ServiceDeployment, ServiceDeploymentStatus};
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

/// What only `DescribeServiceDeployments` shows.
pub(crate) fn describe_into(deployment: &ServiceDeployment, shown: &mut Value, service: &Service) {
    let fields = &service.revisions[deployment.target].fields;
    if let Some(shown) = shown.as_object_mut() {
        shown.remove("targetServiceRevisionArn");
    }
    if let Some(stage) = deployment.stage {
        shown["lifecycleStage"] = stage.name().into();
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
