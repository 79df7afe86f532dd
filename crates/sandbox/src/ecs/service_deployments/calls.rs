//! The calls about service deployments and service revisions.

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::ecs::input::{Answer, Input, invalid};
use crate::ecs::limits;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::model::service_deployment::ServiceDeploymentStatus;
use crate::ecs::scheduler::plan;
use crate::ecs::service_deployments::{find, show};
use crate::ecs::services::counts;
use crate::ecs::state::Ecs;

/// Newest first.
pub(crate) fn list(ecs: &Ecs, input: Input) -> Answer {
    let cluster = ecs.cluster_name(input)?;
    let service = ecs.service(&cluster, input.required("service")?)?;
    let asked: Vec<&str> = input.texts("status").collect();
    let wanted = |status: ServiceDeploymentStatus| asked.is_empty() || asked.contains(&status.name());
    let since = input.get("createdAt").and_then(|range| range["after"].as_f64()).unwrap_or_default();
    let listed =
        service.rollouts.iter().rev().filter(|one| wanted(one.status) && one.created.seconds() >= since);
    let cluster_arn = ecs.cluster_arn(&cluster);
    let briefs: Vec<Value> = listed.map(|rollout| show::brief(rollout, service, &cluster_arn)).collect();
    limits::page(input, "serviceDeployments", 20, &briefs)
}

pub(crate) fn describe(ecs: &Ecs, input: Input) -> Answer {
    limits::check("serviceDeploymentArns", input.list("serviceDeploymentArns"), limits::ROLLOUTS)?;
    let (mut deployments, mut failures) = (Vec::new(), Vec::new());
    for arn in input.texts("serviceDeploymentArns") {
        match find::by_arn(ecs, arn) {
            Some((id, place)) => deployments.push(shown(ecs, id, place)),
            None => failures.push(json!({ "arn": arn, "reason": "MISSING" })),
        }
    }
    Ok(json!({ "serviceDeployments": deployments, "failures": failures }))
}

pub(crate) fn describe_revisions(ecs: &Ecs, input: Input) -> Answer {
    limits::check("serviceRevisionArns", input.list("serviceRevisionArns"), limits::ROLLOUTS)?;
    let (mut revisions, mut failures) = (Vec::new(), Vec::new());
    for arn in input.texts("serviceRevisionArns") {
        let service = find::service_of(ecs, arn).map(|id| &ecs.services[id.0]);
        let found =
            service.and_then(|service| Some((service, service.revisions.iter().find(|r| r.arn == arn)?)));
        if let Some((service, revision)) = found {
            let cluster = ecs.cluster_arn(&service.cluster);
            revisions.push(show::revision(revision, service, &cluster));
        } else {
            failures.push(json!({ "arn": arn, "reason": "MISSING" }));
        }
    }
    Ok(json!({ "serviceRevisions": revisions, "failures": failures }))
}

/// Rolls back even without a circuit breaker. One that is already stopping or rolling back continues (Developer Guide,
/// "Stopping Amazon ECS service deployments").
pub(crate) fn stop(ecs: &mut Ecs, input: Input) -> Answer {
    let arn = input.required("serviceDeploymentArn")?;
    let missing = || {
        let sentence = "The specified service deployment wasn't found.";
        ApiError::client("ServiceDeploymentNotFoundException", sentence)
    };
    let (id, place) = find::by_arn(ecs, arn).ok_or_else(missing)?;
    let status = ecs.services[id.0].rollouts[place].status;
    if !status.is_in_progress() {
        let sentence =
            format!("The service deployment cannot be stopped because its status is {}.", status.name());
        return Err(ApiError::client("ConflictException", sentence));
    }
    let begins = status.can_be_stopped();
    let requested = match input.text("stopType").unwrap_or("ROLLBACK") {
        "ROLLBACK" if begins && ecs.services[id.0].completed.is_none() => {
            let sentence = "There is no service revision to roll back to.";
            return Err(ApiError::client("ConflictException", sentence));
        }
        "ROLLBACK" => ServiceDeploymentStatus::RollbackRequested,
        "ABORT" => ServiceDeploymentStatus::StopRequested,
        other => return Err(invalid(format!("stopType {other} is not valid."))),
    };
    if begins {
        ecs.services[id.0].rollouts[place].request(requested, ecs.now);
        plan::look_soon(ecs, id, ecs.now);
    }
    Ok(json!({ "serviceDeploymentArn": arn }))
}

fn shown(ecs: &Ecs, id: ServiceId, place: usize) -> Value {
    let service = &ecs.services[id.0];
    let rollout = &service.rollouts[place];
    let now;
    let counts = if rollout.status.is_in_progress() {
        now = counts::of_all_revisions(ecs, service, rollout);
        &now
    } else {
        &rollout.final_counts
    };
    let mut shown = show::brief(rollout, service, &ecs.cluster_arn(&service.cluster));
    show::revisions_into(rollout, &mut shown, service, counts);
    show::describe_into(rollout, &mut shown, service);
    shown
}
