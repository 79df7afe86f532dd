//! What a plan does to an ECS service.

use serde_json::Value;

use super::action::Action;
use super::configuration::{task_definition_of, without_keys};
use super::document::{Change, Document};
use crate::terraform::state::ContainerImage;
use crate::types::TaskDefinitionRef;

/// An ECS service in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlannedService {
    /// The address of its resource.
    pub(crate) address: String,
    pub(crate) action: Action,
    /// Its ARN; none before it is created.
    pub(crate) arn: Option<String>,
    /// Its name; none where it is known only after the apply.
    pub(crate) name: Option<String>,
    pub(crate) controller: Controller,
    /// Whether Terraform waits until ECS is done: then a rollback may be written into the state.
    pub(crate) waits_for_steady_state: bool,
    /// The revision that it is planned to run.
    pub(crate) revision: PlannedRevision,
    /// The images of that revision; none where they are known only after the apply, or not at all.
    pub(crate) images: Option<Vec<ContainerImage>>,
}

/// Who deploys a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Controller {
    Ecs,
    CodeDeploy,
    External,
}

/// The revision that a service is planned to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PlannedRevision {
    /// One that is registered already.
    Registered(TaskDefinitionRef),
    /// One that is registered already, although the plan changes the task definition that the service refers to: its
    /// configuration ignores changes of `task_definition`.
    Kept(TaskDefinitionRef),
    /// The one that the apply registers, by the address of its resource.
    New { address: String },
    /// The plan does not say.
    Unknown,
}

/// Reads what a plan does to a service.
pub(super) fn planned(change: &Change, document: &Document) -> PlannedService {
    let values = &change.change;
    let definition = definition_of(change, document);
    PlannedService {
        address: change.address.clone(),
        action: Action::of(&values.actions),
        arn: values.before.get("id").and_then(Value::as_str).map(str::to_owned),
        name: values.text("name").map(str::to_owned),
        controller: controller(values.after.as_object().map_or(&values.before, |_| &values.after)),
        waits_for_steady_state: values.after.get("wait_for_steady_state") == Some(&Value::Bool(true)),
        revision: revision(change, definition),
        images: definition.and_then(|definition| {
            ContainerImage::parse_all(definition.change.planned("container_definitions")?)
        }),
    }
}

fn revision(service: &Change, definition: Option<&Change>) -> PlannedRevision {
    let values = &service.change;
    let registers = |definition: &&Change| {
        matches!(Action::of(&definition.change.actions), Action::Create | Action::Replace)
    };
    match (values.planned("task_definition"), definition) {
        _ if values.is_unknown("task_definition") => {
            let new = definition.filter(registers);
            new.map_or(PlannedRevision::Unknown, |new| PlannedRevision::New { address: new.address.clone() })
        }
        (Some(kept), Some(definition)) if registers(&definition) => PlannedRevision::Kept(kept.into()),
        (Some(registered), _) => PlannedRevision::Registered(registered.into()),
        (None, _) => PlannedRevision::Unknown,
    }
}

/// The task definition that a service refers to; else the one of the family that it runs.
fn definition_of<'a>(service: &Change, document: &'a Document) -> Option<&'a Change> {
    let all = || document.resource_changes.iter().filter(|change| change.kind == "aws_ecs_task_definition");
    let key = key(&service.address);
    let referred = task_definition_of(service, document).and_then(|address| {
        let instances: Vec<_> = all().filter(|change| without_keys(&change.address) == address).collect();
        match instances.as_slice() {
            [only] => Some(*only),
            several => several.iter().copied().find(|change| change.address.ends_with(key)),
        }
    });
    let running = service.change.before.get("task_definition").and_then(Value::as_str);
    let family = running.map(|running| TaskDefinitionRef::from(running).family().to_owned());
    referred.or_else(|| {
        all().find(|change| change.change.text("family").map(str::to_owned) == family && family.is_some())
    })
}

/// The keys of instances at the end of an address, as `["web"]`.
fn key(address: &str) -> &str {
    address.find('[').map_or("", |at| &address[at..])
}

fn controller(service: &Value) -> Controller {
    let kind = service.pointer("/deployment_controller/0/type").and_then(Value::as_str);
    match kind {
        Some("CODE_DEPLOY") => Controller::CodeDeploy,
        Some("EXTERNAL") => Controller::External,
        _ => Controller::Ecs,
    }
}
