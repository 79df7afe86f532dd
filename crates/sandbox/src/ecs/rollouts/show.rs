//! How service deployments and revisions are described (API Reference, "`ServiceDeployment`", "`ServiceRevision`").

use serde_json::{Value, json};

use super::super::services::Service;
use super::{Revision, Rollout, Status};

impl Rollout {
    /// As `ListServiceDeployments` shows it.
    pub(super) fn brief(&self, service: &Service, cluster_arn: &str) -> Value {
        let mut shown = json!({
            "serviceDeploymentArn": self.arn,
            "serviceArn": service.arn,
            "clusterArn": cluster_arn,
            "createdAt": self.created.seconds(),
            "status": self.status.name(),
            "targetServiceRevisionArn": service.revisions[self.target].arn,
        });
        for (name, at) in [("startedAt", self.started), ("finishedAt", self.finished)] {
            if let Some(at) = at {
                shown[name] = at.seconds().into();
            }
        }
        if let Some(reason) = &self.reason {
            shown["statusReason"] = reason.clone().into();
        }
        shown
    }

    /// What only `DescribeServiceDeployments` shows.
    pub(super) fn describe_into(&self, shown: &mut Value, service: &Service) {
        let fields = &service.revisions[self.target].fields;
        if let Some(shown) = shown.as_object_mut() {
            shown.remove("targetServiceRevisionArn");
        }
        if let Some(stage) = self.stage {
            shown["lifecycleStage"] = stage.name().into();
        }
        shown["updatedAt"] = self.updated.seconds().into();
        shown["deploymentConfiguration"] = fields.get("deploymentConfiguration").cloned().unwrap_or_default();
        shown["deploymentCircuitBreaker"] = json!({
            "status": self.monitor(service.has_breaker()),
            "failureCount": self.failures,
            "threshold": service.breaker_threshold(),
        });
        let alarms =
            &fields.get("deploymentConfiguration").map_or(&Value::Null, |all| &all["alarms"])["alarmNames"];
        if let Some(names) = alarms.as_array().filter(|names| !names.is_empty()) {
            let status = if self.alarms.is_empty() { self.monitor(true) } else { "TRIGGERED" };
            shown["alarms"] =
                json!({ "status": status, "alarmNames": names, "triggeredAlarmNames": self.alarms });
        }
        if let Some((at, reason, revision)) = &self.rollback {
            let arn = &service.revisions[*revision].arn;
            shown["rollback"] =
                json!({ "reason": reason, "startedAt": at.seconds(), "serviceRevisionArn": arn });
        }
        if self.status == Status::Stopped {
            shown["stoppedAt"] = self.updated.seconds().into();
        }
    }

    /// API Reference, "`ServiceDeploymentCircuitBreaker`", `status`.
    fn monitor(&self, enabled: bool) -> &'static str {
        match self.status {
            _ if !enabled => "DISABLED",
            Status::Pending | Status::InProgress | Status::StopRequested | Status::RollbackRequested => {
                "MONITORING"
            }
            Status::Successful => "MONITORING_COMPLETE",
            _ if self.alarms.is_empty() => "TRIGGERED",
            _ => "MONITORING_COMPLETE",
        }
    }
}

impl Revision {
    pub(super) fn shown(
        &self,
        (service, cluster): (&Service, &str),
        digest: impl Fn(&str) -> String,
    ) -> Value {
        let image = |plan: &super::super::definitions::ContainerPlan| json!({ "containerName": plan.name, "image": plan.image, "imageDigest": digest(&plan.image) });
        let images: Vec<Value> = self.blueprint.containers.iter().map(image).collect();
        let mut shown = json!({
            "serviceRevisionArn": self.arn,
            "serviceArn": service.arn,
            "clusterArn": cluster,
            "taskDefinition": self.blueprint.arn,
            "containerImages": images,
            "guardDutyEnabled": false,
            "createdAt": self.created.seconds(),
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
            if let Some(value) = self.fields.get(name) {
                shown[name] = value.clone();
            }
        }
        shown
    }
}
