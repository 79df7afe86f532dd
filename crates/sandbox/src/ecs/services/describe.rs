//! DescribeServices and `ListServices`.

use serde_json::{Value, json};

use super::super::wire::{Answer, Fields, Input};
use super::super::{Ecs, limits, names};
use super::deployment::Counts;
use super::{Deployment, Service, ServiceId, Status};
use crate::ecs::tasks::Owner;

impl Status {
    fn name(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Draining => "DRAINING",
            Self::Inactive => "INACTIVE",
        }
    }
}

impl Ecs {
    pub(in crate::ecs) fn describe_services(&mut self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        limits::check("services", input.list("services"), limits::SERVICES)?;
        let (mut services, mut failures) = (Vec::new(), Vec::new());
        for name in input.texts("services") {
            match self.service_id(&cluster, name) {
                Ok(id) if self.services[id.0].missing == 0 => services.push(self.polled(id, input)),
                found => {
                    if let Ok(id) = found {
                        self.services[id.0].missing -= 1;
                    }
                    let arn = self.place.arn(&format!("service/{cluster}/{}", names::last(name)));
                    failures.push(json!({ "arn": arn, "reason": "MISSING" }));
                }
            }
        }
        Ok(json!({ "services": services, "failures": failures }))
    }

    /// One poll: what it shows may be older than what is.
    fn polled(&mut self, id: ServiceId, input: Input) -> Value {
        let mut shown = self.shown(id, Service::visible);
        if input.includes("TAGS") {
            shown["tags"] = self.tags.of(&self.services[id.0].arn).into();
        }
        for deployment in &mut self.services[id.0].deployments {
            deployment.hidden = deployment.hidden.saturating_sub(1);
        }
        shown
    }

    pub(in crate::ecs) fn list_services(&self, input: Input) -> Answer {
        let cluster = self.cluster_name(input)?;
        let same = |service: &Service, field: &str| {
            input.get(field).is_none_or(|asked| service.fields.get(field) == Some(asked))
        };
        let all = self.services_in(&cluster).filter(|service| service.is_active());
        let listed = all.filter(|service| same(service, "launchType") && same(service, "schedulingStrategy"));
        let arns: Vec<Value> = listed.map(|service| service.arn.clone().into()).collect();
        limits::page(input, "serviceArns", 10, &arns)
    }

    /// As the answer of the call that changed it shows it: whole.
    pub(in crate::ecs) fn service_shown(&self, id: ServiceId) -> Value {
        let mut shown = self.shown(id, |service| service.deployments.iter().collect());
        shown["tags"] = self.tags.of(&self.services[id.0].arn).into();
        shown
    }

    fn shown(&self, id: ServiceId, visible: fn(&Service) -> Vec<&Deployment>) -> Value {
        let service = &self.services[id.0];
        let mut shown = service.fields.clone();
        shown.extend(self.state_shown(service, &visible(service)));
        shown.into()
    }

    fn state_shown(&self, service: &Service, visible: &[&Deployment]) -> Fields {
        let counts: Vec<Counts> = visible.iter().map(|deployment| self.counts(service, deployment)).collect();
        let deployments = visible.iter().zip(&counts).enumerate();
        let deployments: Vec<Value> = deployments
            .map(|(place, (deployment, counts))| deployment.shown(deployment_status(place), *counts))
            .collect();
        let sum = |count: fn(&Counts) -> usize| counts.iter().map(count).sum::<usize>();
        let current = service.revisions_shown(visible, &counts);
        Fields::from_iter([
            ("serviceArn".to_owned(), json!(service.arn)),
            ("serviceName".to_owned(), json!(service.name)),
            ("clusterArn".to_owned(), json!(self.cluster_arn(&service.cluster))),
            ("status".to_owned(), json!(service.status.name())),
            ("desiredCount".to_owned(), json!(service.desired)),
            ("runningCount".to_owned(), json!(sum(|counts| counts.running))),
            ("pendingCount".to_owned(), json!(sum(|counts| counts.pending))),
            ("taskDefinition".to_owned(), json!(visible[0].blueprint.arn)),
            ("deployments".to_owned(), json!(deployments)),
            ("events".to_owned(), json!(service.events_shown())),
            ("createdAt".to_owned(), json!(service.created.seconds())),
            ("createdBy".to_owned(), json!(format!("arn:aws:iam::{}:root", self.place.account))),
            ("currentServiceDeployment".to_owned(), json!(service.rollouts[visible[0].rollout].arn)),
            ("currentServiceRevisions".to_owned(), json!(current)),
        ])
    }

    /// How many tasks of a deployment are wanted, on their way, and running.
    pub(in crate::ecs) fn counts(&self, service: &Service, of: &Deployment) -> Counts {
        let mut counts = Counts::default();
        for task in service.live.iter().filter_map(|id| self.tasks.get(*id)) {
            let Owner::Service { deployment, .. } = task.owner else { continue };
            if deployment == of.number {
                counts.desired += usize::from(task.is_wanted());
                counts.pending += usize::from(task.is_pending());
                counts.running += usize::from(task.is_running());
            }
        }
        if of.number == service.primary().number {
            counts.desired = service.desired;
        }
        counts
    }
}

impl Service {
    /// The deployments that a poll shows: new ones may be hidden, but never all.
    fn visible(&self) -> Vec<&Deployment> {
        let shown: Vec<&Deployment> = self.deployments.iter().filter(|one| one.hidden == 0).collect();
        if shown.is_empty() { self.deployments.iter().collect() } else { shown }
    }

    fn revisions_shown(&self, visible: &[&Deployment], counts: &[Counts]) -> Vec<Value> {
        let deployments = visible.iter().zip(counts);
        let shown = deployments.map(|(deployment, counts)| {
            json!({
                "arn": self.revisions[deployment.revision].arn,
                "requestedTaskCount": counts.desired,
                "runningTaskCount": counts.running,
                "pendingTaskCount": counts.pending,
            })
        });
        shown.collect()
    }

    pub(in crate::ecs) fn has_target_group(&self) -> bool {
        let balancers = self.fields.get("loadBalancers").and_then(Value::as_array);
        balancers.is_some_and(|list| list.iter().any(|balancer| balancer["targetGroupArn"].is_string()))
    }
}

fn deployment_status(place: usize) -> &'static str {
    if place == 0 { "PRIMARY" } else { "ACTIVE" }
}
