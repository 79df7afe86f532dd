//! The calls that answer what a rollout needs to know.

use super::super::client::Ecs;
use super::super::error::Error;
use super::super::service_deployment;
use super::super::task::{self, Task};
use super::next::Next;
use super::progress::Progress;
use super::refused::{unless_refused, warn};
use super::target::RolloutTarget;
use super::verification::{Verified, verify};
use crate::context::Context;

/// Asks ECS for what a rollout needs to know.
pub(super) async fn answer(
    ecs: &Ecs,
    one: &mut Progress,
    needed: Next,
    context: &Context,
) -> Result<Next, Error> {
    let (cluster, name) = (one.target.cluster.name.clone(), one.target.service.clone());
    Ok(match needed {
        Next::FindDeployment(definition) => {
            let known = one.target.baseline.service_deployment.as_deref();
            let found =
                service_deployment::find_by_definition(ecs, &cluster, &name, &definition, known).await;
            one.deployment_found(found)
        }
        Next::AskDeployment(Some(arn)) => one.deployment_asked(service_deployment::find(ecs, &arn).await),
        Next::AskDeployment(None) => {
            let found = match one.tracker.ours() {
                Some(ours) => service_deployment::find_by_deployment(ecs, &cluster, &name, ours).await,
                None => None,
            };
            one.deployment_asked(found)
        }
        Next::StoppedTasks => {
            let found = new_stopped_tasks(ecs, one).await;
            one.stopped_tasks(unless_refused(found, context)?)
        }
        Next::RunningTasks => {
            let found = task::running(ecs, &cluster, name).await;
            one.running_tasks(&unless_refused(found, context)?.unwrap_or_default())
        }
        Next::RollBack(deployment) => {
            context.events.note(format!("{name}: asking ECS for a rollback"));
            let asked = service_deployment::roll_back(ecs, &deployment).await;
            one.rollback_asked(asked.map_err(|error| warn(error, context)).is_ok())
        }
        Next::Verify => {
            let verified = match one.service() {
                Some(service) => verify(ecs, &one.target, service, one.tracker.ours(), context).await?,
                None => Verified::Right,
            };
            one.verified(verified)
        }
        Next::Poll | Next::Ended(_) => needed,
    })
}

async fn new_stopped_tasks(ecs: &Ecs, one: &Progress) -> Result<Vec<Task>, Error> {
    let RolloutTarget { cluster, service, .. } = &one.target;
    let arns = one.unknown_tasks(task::stopped_arns(ecs, &cluster.name, service).await?);
    task::describe_all(ecs, &cluster.name, &arns).await
}
