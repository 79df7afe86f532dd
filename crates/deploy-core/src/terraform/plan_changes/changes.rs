//! What a plan does, as a whole.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde_json::Value;

use super::action::Action;
use super::document::{Change, Document};
use super::service::{self, PlannedService};
use crate::terraform::arguments::words;
use crate::terraform::error::Error;
use crate::terraform::read_only;
use crate::terraform::state::ContainerImage;
use crate::terraform::terraform::Terraform;

const TASK_DEFINITION: &str = "aws_ecs_task_definition";

/// What a plan does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PlanChanges {
    /// All ECS services, also those that stay as they are.
    pub(crate) services: Vec<PlannedService>,
    /// All resources that are changed, services included.
    pub(crate) resources: Vec<ResourceChange>,
    /// The images of the task definitions that are registered, as far as they are known.
    pub(crate) registered_images: Vec<ContainerImage>,
    /// The addresses of task definitions whose old revision is deregistered when they are replaced.
    pub(crate) deregistered: Vec<String>,
}

/// A resource that is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResourceChange {
    pub(crate) address: String,
    /// `aws_ecs_service`.
    pub(crate) kind: String,
    pub(crate) action: Action,
}

impl PlanChanges {
    /// From the output of `show -json`.
    pub(super) fn of(document: &Document) -> Self {
        let managed = || document.resource_changes.iter().filter(|change| change.mode == "managed");
        let services = managed().filter(|change| change.kind == "aws_ecs_service");
        let changed = managed().map(resource).filter(|change| change.action != Action::NoOp);
        Self {
            services: services.map(|change| service::planned(change, document)).collect(),
            resources: changed.collect(),
            registered_images: managed().filter_map(registered_images).flatten().collect(),
            deregistered: managed().filter(|change| is_deregistered(change)).map(address).collect(),
        }
    }

    /// The addresses of what is destroyed or replaced, but for task definitions, whose replacement is how an image changes.
    pub(crate) fn destroyed(&self) -> impl Iterator<Item = &str> {
        let is_destroyed = |change: &&ResourceChange| {
            matches!(change.action, Action::Destroy | Action::Replace) && change.kind != TASK_DEFINITION
        };
        self.resources.iter().filter(is_destroyed).map(|change| change.address.as_str())
    }
}

/// The counts, and what is lost by name: "1 to create, 2 to replace; destroys or replaces `aws_db_instance.main`".
impl fmt::Display for PlanChanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut counts: BTreeMap<Action, usize> = BTreeMap::new();
        for change in &self.resources {
            *counts.entry(change.action).or_default() += 1;
        }
        let counts: Vec<_> =
            counts.iter().map(|(action, count)| format!("{count} to {}", action.verb())).collect();
        f.write_str(if counts.is_empty() { "only outputs" } else { "" })?;
        f.write_str(&counts.join(", "))?;
        let lost: Vec<_> = self.destroyed().collect();
        if lost.is_empty() { Ok(()) } else { write!(f, "; destroys or replaces {}", lost.join(", ")) }
    }
}

fn registered_images(change: &Change) -> Option<Vec<ContainerImage>> {
    let registers = matches!(Action::of(&change.change.actions), Action::Create | Action::Replace);
    let registered = Some(&change.change.after).filter(|_| registers && change.kind == TASK_DEFINITION);
    registered.and_then(ContainerImage::of_task_definition)
}

/// Whether replacing a task definition takes the revision away that the service would be rolled back to.
fn is_deregistered(change: &Change) -> bool {
    let stays = |values: &Value| values.get("skip_destroy") == Some(&Value::Bool(true));
    let values = &change.change;
    change.kind == TASK_DEFINITION
        && Action::of(&values.actions) == Action::Replace
        && !stays(&values.before)
        && !stays(&values.after)
}

fn address(change: &Change) -> String {
    change.address.clone()
}

fn resource(change: &Change) -> ResourceChange {
    ResourceChange {
        address: address(change),
        kind: change.kind.clone(),
        action: Action::of(&change.change.actions),
    }
}

/// Reads a saved plan. Nothing of the output is shown: it holds secrets in clear.
pub(crate) async fn read(terraform: &Terraform, plan: &Path) -> Result<PlanChanges, Error> {
    let mut args = words(&["show", "-json"]);
    args.push(plan.into());
    let output = read_only::run(terraform, &args, &[0], |_| {}).await?;
    parse(&output.stdout.join("\n"))
}

pub(super) fn parse(text: &str) -> Result<PlanChanges, Error> {
    let document: Document = serde_json::from_str(text).map_err(|error| Error::Unreadable {
        what: "the saved plan".to_owned(),
        reason: format!("line {}, column {} is not as expected", error.line(), error.column()),
    })?;
    Ok(PlanChanges::of(&document))
}
