//! DescribeServices and `ListServices`.

use serde_json::{Value, json};

use crate::ecs::input::{Answer, Input};
use crate::ecs::model::deployment::Deployment;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service::Service;
use crate::ecs::services::show;
use crate::ecs::state::Ecs;
use crate::ecs::{limits, names};

pub(crate) fn describe(ecs: &mut Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    limits::check("services", input.list("services"), limits::SERVICES)?;
    let (mut services, mut failures) = (Vec::new(), Vec::new());
    for name in input.texts("services") {
        match ecs.service_id(&cluster, name) {
            Ok(id) if ecs.services[id.0].missing == 0 => services.push(polled(ecs, id, input)),
            found => {
                if let Ok(id) = found {
                    ecs.services[id.0].missing -= 1;
                }
                let arn = ecs.location.arn(&format!("service/{cluster}/{}", names::last(name)));
                failures.push(json!({ "arn": arn, "reason": "MISSING" }));
            }
        }
    }
    Ok(json!({ "services": services, "failures": failures }))
}

/// One poll: it may show an older state.
fn polled(ecs: &mut Ecs, id: ServiceId, input: Input) -> Value {
    let mut shown = show::with_deployments(ecs, id, visible);
    if input.includes("TAGS") {
        shown["tags"] = ecs.tags.of(&ecs.services[id.0].arn).into();
    }
    for deployment in &mut ecs.services[id.0].deployments {
        deployment.hidden = deployment.hidden.saturating_sub(1);
    }
    shown
}

pub(crate) fn list(ecs: &Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    let same = |service: &Service, field: &str| {
        input.get(field).is_none_or(|asked| service.fields.get(field) == Some(asked))
    };
    let all = ecs.services_in(&cluster).filter(|service| service.is_active());
    let listed = all.filter(|service| same(service, "launchType") && same(service, "schedulingStrategy"));
    let arns: Vec<Value> = listed.map(|service| service.arn.clone().into()).collect();
    limits::page(input, "serviceArns", 10, &arns)
}

/// The deployments that a poll shows: new ones may be hidden, but never all.
fn visible(service: &Service) -> Vec<&Deployment> {
    let shown: Vec<&Deployment> = service.deployments.iter().filter(|one| one.hidden == 0).collect();
    if shown.is_empty() { service.deployments.iter().collect() } else { shown }
}
