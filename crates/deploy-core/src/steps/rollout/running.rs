//! The rollouts in progress, or the last ones, with what the tasks must run by the state.

use super::super::environment::Environment;
use super::super::expected::ExpectedImages;
use super::super::services::{ServicePlace, Services};
use super::aim::Aim;
use crate::aws::ecs::rollout::{self, Expected, RolloutTarget, TargetDeployment};
use crate::aws::ecs::{Cluster, service};
use crate::error::Error;
use crate::session::Session;
use crate::terraform::plan_changes::PlanChanges;
use crate::terraform::{AppliedService, State};
use crate::types::Tag;

/// What is followed of services, with what they must run, if the state says which tag that is.
pub(crate) async fn targets(
    session: &Session,
    environment: &Environment,
    state: &State,
    services: &Services,
) -> Result<Vec<RolloutTarget>, Error> {
    let aws = environment.aws().await?;
    let mut expected = tag(state).map(ExpectedImages::of_tag);
    let mut targets = Vec::new();
    for (cluster, names) in services.by_cluster() {
        let ecs = cluster.ecs(aws);
        service::require_all(&ecs, &cluster.name, &names).await?;
        for mut target in rollout::attach(&ecs, &cluster, &names).await? {
            if let (Some(applied), Some(expected)) =
                (applied(state, &cluster, &target.service), &mut expected)
            {
                let images = Aim::of(applied, state, &PlanChanges::default()).images(&ecs).await;
                target.expected = match difference(applied, &target) {
                    Some(difference) => Expected::Other(difference),
                    None => expected.of_images(session, environment, images).await,
                };
            }
            targets.push(target);
        }
    }
    Ok(targets)
}

fn applied<'s>(state: &'s State, cluster: &Cluster, service: &str) -> Option<&'s AppliedService> {
    let place = ServicePlace { cluster: cluster.clone(), name: service.to_owned() };
    state.services.iter().find(|applied| ServicePlace::of_applied(applied) == place)
}

/// That another revision runs than the one that was applied last.
fn difference(applied: &AppliedService, target: &RolloutTarget) -> Option<String> {
    let TargetDeployment::TaskDefinition { definition, .. } = &target.deployment else { return None };
    let last = &applied.task_definition;
    let is_other = last.has_revision() && !last.means(definition);
    is_other.then(|| format!("it runs {definition}, but {last} was applied last"))
}

/// The tag that was applied last, if the outputs say so.
pub(crate) fn tag(state: &State) -> Option<Tag> {
    state.outputs.get("app_tag")?.value.as_ref()?.as_str()?.parse().ok()
}
