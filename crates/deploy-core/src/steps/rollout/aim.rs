//! What a service is to run after an apply.

use crate::aws::ecs::Ecs;
use crate::aws::ecs::task_definition::{self, Container};
use crate::terraform::plan_changes::{Controller, PlanChanges, PlannedRevision};
use crate::terraform::{AppliedService, ContainerImage, State};
use crate::types::TaskDefinitionRef;

/// What a service is to run: as it was planned, never as the state has it afterwards, for the provider may have written
/// a rollback into it.
pub(super) struct Aim {
    pub(super) deployment: PlannedRevision,
    pub(super) definition: TaskDefinitionRef,
    /// None where neither the plan nor the state has them.
    images: Option<Vec<ContainerImage>>,
    pub(super) controller: Controller,
}

impl Aim {
    pub(super) fn of(service: &AppliedService, state: &State, plan: &PlanChanges) -> Self {
        let planned = plan.services.iter().find(|planned| planned.address == service.address);
        let revision = planned.map_or(PlannedRevision::Unknown, |planned| planned.revision.clone());
        let (definition, registered) = match &revision {
            PlannedRevision::New { address } => {
                let registered = state.task_definitions.get(address);
                (registered.map(|registered| &registered.definition), registered)
            }
            PlannedRevision::Registered(definition) | PlannedRevision::Kept(definition) => {
                let mut known = state.task_definitions.values();
                (Some(definition), known.find(|known| definition.means(&known.definition)))
            }
            PlannedRevision::Unknown => {
                let mut known = state.task_definitions.values();
                (None, known.find(|known| service.task_definition.means(&known.definition)))
            }
        };
        let planned_images = planned.and_then(|planned| planned.images.clone());
        let images = planned_images.or_else(|| registered.map(|registered| registered.images.clone()));
        Self {
            definition: definition.unwrap_or(&service.task_definition).clone(),
            deployment: revision,
            images,
            controller: planned.map_or(Controller::Ecs, |planned| planned.controller),
        }
    }

    /// The images of the task definition; else why they cannot be known. ECS is asked where Terraform does not know them.
    pub(super) async fn images(&self, ecs: &Ecs) -> Result<Vec<ContainerImage>, String> {
        match &self.images {
            Some(images) => Ok(images.clone()),
            None if self.controller == Controller::Ecs => {
                let name = self.definition.to_string();
                let described = task_definition::describe(ecs, &name)
                    .await
                    .map_err(|error| format!("the images of {name} could not be read: {error}"))?;
                let images = described
                    .containers()
                    .map(|Container { name, image, .. }| ContainerImage::named(name, image));
                Ok(images.collect())
            }
            None => Ok(Vec::new()),
        }
    }
}
