//! How a task set is described (API Reference, "`TaskSet`").

use serde_json::{Value, json};

use crate::ecs::model::service::Service;
use crate::ecs::model::task::Owner;
use crate::ecs::model::task_set::TaskSet;
use crate::ecs::state::Ecs;

pub(crate) fn task_set(ecs: &Ecs, service: &Service, set: &TaskSet) -> Value {
    let tasks = || {
        service.live.iter().filter_map(|id| ecs.tasks.get(*id)).filter(
            |task| matches!(task.owner, Owner::Service { deployment, .. } if deployment == set.number),
        )
    };
    let mut shown = set.fields.clone();
    shown.remove("clientToken");
    let state = json!({
        "id": set.id,
        "taskSetArn": set.arn,
        "serviceArn": service.arn,
        "clusterArn": ecs.cluster_arn(&service.cluster),
        "startedBy": set.started_by,
        "status": set.status.name(),
        "taskDefinition": set.task_definition.arn,
        "computedDesiredCount": set.computed_desired(service.desired),
        "runningCount": tasks().filter(|task| task.is_running()).count(),
        "pendingCount": tasks().filter(|task| task.is_pending()).count(),
        "scale": { "value": set.scale, "unit": "PERCENT" },
        "stabilityStatus": if set.is_stable { "STEADY_STATE" } else { "STABILIZING" },
        "stabilityStatusAt": set.stable_changed.seconds(),
        "createdAt": set.created.seconds(),
        "updatedAt": set.updated.seconds(),
        "tags": [],
    });
    shown.extend(state.as_object().cloned().unwrap_or_default());
    shown.into()
}
