//! What a poll shows of a service: by rules, an older state or less than there is.

use serde_json::Value;

use crate::ecs::model::deployment::Deployment;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service::Service;
use crate::ecs::services::show;
use crate::ecs::state::Ecs;

/// A rollout is about to begin: what polls may still show of the time before.
pub(crate) fn remember(ecs: &mut Ecs, id: ServiceId) {
    let service = &ecs.services[id.0];
    let before = (!service.deployments.is_empty()).then(|| show::with_deployments(ecs, id, visible));
    let service = &mut ecs.services[id.0];
    service.before = before;
    service.missing = ecs.rules.missing(&service.name);
    service.stateless = ecs.rules.stateless(&service.name);
    service.shows_before = false;
    service.flickers = ecs.rules.flickers(&service.name);
}

/// One poll; `None` if it does not find the service.
pub(crate) fn poll(ecs: &mut Ecs, id: ServiceId) -> Option<Value> {
    let mut shown = show::with_deployments(ecs, id, visible);
    let service = &mut ecs.services[id.0];
    for deployment in &mut service.deployments {
        deployment.hidden.poll();
    }
    if service.stateless.poll() {
        remove_states(&mut shown);
    }
    if service.flickers == 0 {
        return Some(shown);
    }
    service.flickers -= 1;
    service.shows_before = !service.shows_before;
    if service.shows_before { service.before.clone() } else { Some(shown) }
}

fn remove_states(shown: &mut Value) {
    for deployment in shown["deployments"].as_array_mut().into_iter().flatten() {
        if let Some(fields) = deployment.as_object_mut() {
            fields.remove("rolloutState");
            fields.remove("rolloutStateReason");
        }
    }
}

/// The deployments that a poll shows: some may be hidden, but never all.
fn visible(service: &Service) -> Vec<&Deployment> {
    let shown: Vec<&Deployment> = service.deployments.iter().filter(|one| !one.hidden.has_next()).collect();
    if shown.is_empty() { service.deployments.iter().collect() } else { shown }
}
