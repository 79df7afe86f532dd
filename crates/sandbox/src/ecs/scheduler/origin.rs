//! What a task of a service is started for: its PRIMARY deployment, or a task set.

use std::sync::Arc;

use crate::ecs::input::Fields;
use crate::ecs::model::ids::DeploymentNumber;
use crate::ecs::model::service::Service;
use crate::ecs::model::task_definition::TaskDefinition;
use crate::ecs::model::task_set::TaskSet;
use crate::ecs::model::task_status::Zone;

#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(crate) number: DeploymentNumber,
    /// `ecs-svc/…`
    pub(crate) id: String,
    pub(crate) task_definition: Arc<TaskDefinition>,
    /// Launch type, network, load balancers, …
    pub(crate) fields: Fields,
    /// Of a deployment.
    pub(crate) revision: Option<usize>,
    pub(crate) zone: Zone,
}

pub(crate) fn primary(service: &Service) -> Origin {
    let primary = service.primary();
    Origin {
        number: primary.number,
        id: primary.id.clone(),
        task_definition: Arc::clone(&primary.task_definition),
        fields: service.fields.clone(),
        revision: Some(primary.revision),
        zone: Zone::default(),
    }
}

pub(crate) fn task_set(service: &Service, set: &TaskSet) -> Origin {
    let mut fields = service.fields.clone();
    fields.extend(set.fields.clone());
    Origin {
        number: set.number,
        id: set.id.clone(),
        task_definition: Arc::clone(&set.task_definition),
        fields,
        revision: None,
        zone: Zone::default(),
    }
}
