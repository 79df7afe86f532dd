//! DescribeServices and `ListServices`.

use serde_json::{Value, json};

use crate::ecs::input::{Answer, Input};
use crate::ecs::model::service::Service;
use crate::ecs::services::polls;
use crate::ecs::state::Ecs;
use crate::ecs::{limits, names};

pub(crate) fn describe(ecs: &mut Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    limits::check("services", input.list("services"), limits::SERVICES)?;
    let (mut services, mut failures) = (Vec::new(), Vec::new());
    for name in input.texts("services") {
        let found = match ecs.service_id(&cluster, name) {
            Ok(id) if !ecs.services[id.0].missing.poll() => polls::poll(ecs, id),
            _ => None,
        };
        if let Some(mut shown) = found {
            if input.includes("TAGS") {
                shown["tags"] = ecs.tags.of(shown["serviceArn"].as_str().unwrap_or_default()).into();
            }
            services.push(shown);
        } else {
            let arn = ecs.location.arn(&format!("service/{cluster}/{}", names::last(name)));
            failures.push(json!({ "arn": arn, "reason": "MISSING" }));
        }
    }
    Ok(json!({ "services": services, "failures": failures }))
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
