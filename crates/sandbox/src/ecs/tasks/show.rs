//! How a task is described (API Reference, "Task" and "Container").

use serde_json::{Value, json};

use super::super::rules::Fate;
use super::super::wire::Fields;
use super::{Container, Health, Status, Task};
use crate::api::Moment;

impl Status {
    pub(in crate::ecs) fn name(self) -> &'static str {
        match self {
            Self::Provisioning => "PROVISIONING",
            Self::Pending => "PENDING",
            Self::Activating => "ACTIVATING",
            Self::Running => "RUNNING",
            Self::Deactivating => "DEACTIVATING",
            Self::Stopping => "STOPPING",
            Self::Deprovisioning => "DEPROVISIONING",
            Self::Stopped => "STOPPED",
        }
    }
}

impl Health {
    fn name(self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN",
            Self::Healthy => "HEALTHY",
            Self::Unhealthy => "UNHEALTHY",
        }
    }
}

impl Task {
    pub(in crate::ecs) fn lines(&self) -> &[String] {
        &self.script.lines
    }

    /// The container that writes these lines.
    pub(in crate::ecs) fn writer(&self) -> usize {
        self.script.writer.unwrap_or_else(|| self.blueprint.main_container(None))
    }

    pub(in crate::ecs) fn fate(&self) -> &Fate {
        &self.script.fate
    }

    pub(in crate::ecs) fn desired_status(&self) -> &'static str {
        if self.is_wanted() { "RUNNING" } else { "STOPPED" }
    }

    pub(in crate::ecs) fn attachments(&self) -> &[Value] {
        self.fields.get("attachments").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// What `RunTask` said about one of its containers.
    pub(in crate::ecs) fn override_of(&self, container: &str) -> Option<&Value> {
        let all = self.fields.get("overrides")?["containerOverrides"].as_array()?;
        all.iter().find(|given| given["name"] == container)
    }

    pub(in crate::ecs) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str)
    }

    /// As `DescribeTasks` and `RunTask` show it; `digest` knows the digests of images.
    pub(in crate::ecs) fn shown(&self, cluster_arn: &str, digest: impl Fn(&str) -> String) -> Value {
        let mut shown = self.fields.clone();
        // Tells what the API tells only of the request's owner.
        shown.remove("networkConfiguration");
        shown.extend(self.shown_state(cluster_arn));
        let containers = self.containers.iter().enumerate();
        let containers: Vec<Value> =
            containers.map(|(number, container)| self.shown_container(number, container, &digest)).collect();
        shown.insert("containers".into(), containers.into());
        shown.extend(self.shown_times());
        shown.into()
    }

    fn shown_state(&self, cluster_arn: &str) -> Fields {
        let mut state = Fields::from_iter([
            ("taskArn".to_owned(), json!(self.arn)),
            ("clusterArn".to_owned(), json!(cluster_arn)),
            ("taskDefinitionArn".to_owned(), json!(self.blueprint.arn)),
            ("lastStatus".to_owned(), json!(self.status.name())),
            ("desiredStatus".to_owned(), json!(self.desired_status())),
            ("healthStatus".to_owned(), json!(self.health.name())),
            ("connectivity".to_owned(), json!("CONNECTED")),
            ("version".to_owned(), json!(self.turn)),
            ("attributes".to_owned(), json!([{ "name": "ecs.cpu-architecture", "value": "x86_64" }])),
        ]);
        let sizes = [("cpu", &self.blueprint.cpu), ("memory", &self.blueprint.memory)];
        state.extend(sizes.into_iter().filter_map(|(name, size)| {
            let size =
                self.fields.get("overrides").and_then(|over| over[name].as_str()).or(size.as_deref())?;
            Some((name.to_owned(), json!(size)))
        }));
        if let Some(stop) = &self.stop {
            state.insert("stopCode".into(), stop.code.into());
            state.insert("stoppedReason".into(), stop.reason.clone().into());
        }
        state
    }

    fn shown_times(&self) -> Fields {
        let times = &self.times;
        let all = [
            ("createdAt", Some(times.created)),
            ("connectivityAt", times.pull_started),
            ("pullStartedAt", times.pull_started),
            ("pullStoppedAt", times.pull_stopped),
            ("startedAt", times.started),
            ("stoppingAt", times.stopping),
            ("executionStoppedAt", times.execution_stopped),
            ("stoppedAt", times.stopped),
        ];
        let happened = |(name, at): (&str, Option<Moment>)| Some((name.to_owned(), at?.seconds().into()));
        all.into_iter().filter_map(happened).collect()
    }

    pub(super) fn container_arn(&self, number: usize) -> String {
        let arn = self.arn.replacen(":task/", ":container/", 1);
        format!("{arn}/{}", self.containers[number].runtime)
    }

    fn shown_container(
        &self,
        number: usize,
        container: &Container,
        digest: impl Fn(&str) -> String,
    ) -> Value {
        let plan = &self.blueprint.containers[number];
        let mut shown = json!({
            "containerArn": self.container_arn(number),
            "taskArn": self.arn,
            "name": plan.name,
            "image": plan.image,
            "runtimeId": container.runtime,
            "lastStatus": container.status.name(),
            "networkBindings": [],
            "networkInterfaces": [],
            "healthStatus": if plan.has_health_check { self.health } else { Health::Unknown }.name(),
            "cpu": plan.cpu,
        });
        let pulled = self.times.pull_stopped.is_some();
        let optional = [
            (
                "imageDigest",
                pulled.then(|| json!(self.script.digest.clone().unwrap_or_else(|| digest(&plan.image)))),
            ),
            ("managedAgents", self.allows_exec().then(|| Self::exec_agent(container))),
            ("exitCode", container.exit.map(Value::from)),
            ("reason", container.reason.clone().map(Value::from)),
            ("memory", plan.memory.clone().map(Value::from)),
            ("memoryReservation", plan.memory_reservation.clone().map(Value::from)),
        ];
        for (name, value) in optional {
            if let Some(value) = value {
                shown[name] = value;
            }
        }
        shown
    }

    /// API Reference, "`ManagedAgent`": there if ECS Exec is enabled.
    fn exec_agent(container: &Container) -> Value {
        json!([{ "name": "ExecuteCommandAgent", "lastStatus": container.status.name() }])
    }
}
