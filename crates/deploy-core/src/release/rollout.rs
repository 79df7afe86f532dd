//! From what Terraform applied to the rollouts that follow from it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::aws::Aws;
use crate::ecs::{Aim, Baseline, Ecs, Ended, Pace, Target};
use crate::error::Interrupted;
use crate::event::Step;
use crate::terraform::{AppliedService, State};

use super::ready::Ready;
use super::{Error, Run};

const DEFAULT_TIMEOUT: Duration = Duration::from_mins(30);

/// How a rollout is followed, as far as the user says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Follow {
    /// How long it may take.
    pub timeout: Option<Duration>,
    /// How often to look.
    pub every: Option<Duration>,
}

impl Follow {
    pub(super) fn pace(self, ready: &Ready) -> Pace {
        let configured = ready.environment.settings.timeout.map(|timeout| timeout.0);
        Pace { timeout: self.timeout.or(configured).unwrap_or(DEFAULT_TIMEOUT), every: self.every }
    }
}

/// What ran before an apply, by the services' ARNs.
#[derive(Debug, Default)]
pub(super) struct Before(BTreeMap<String, Baseline>);

impl Run {
    /// Looks at the services that the state knows, so that the new deployments can be told from the old ones.
    pub(super) async fn before(&self, ready: &Ready, aws: &Aws) -> Result<Before, crate::Error> {
        let Some(state) = ready.terraform.state(Some(aws)).await? else { return Ok(Before::default()) };
        let mut before = BTreeMap::new();
        for (cluster, services) in by_cluster(&state) {
            let names: Vec<_> = services.iter().map(|service| service.name.clone()).collect();
            let found = Ecs::new(aws).describe(&cluster, &names).await?;
            for (service, found) in services.into_iter().zip(found) {
                before.insert(service.arn, found.map(|found| found.baseline()).unwrap_or_default());
            }
        }
        Ok(Before(before))
    }

    /// Follows the services of the state until each runs what Terraform applied. `changed` are the ARNs of those that
    /// this run changed. Returns whether there are any.
    pub(super) async fn follow_applied(
        &self,
        ready: &Ready,
        aws: &Aws,
        (before, changed): (Before, &BTreeSet<String>),
        follow: Follow,
    ) -> Result<bool, crate::Error> {
        let Some(state) = ready.terraform.state(Some(aws)).await? else { return Ok(false) };
        let targets: Vec<_> = state
            .services
            .iter()
            .map(|service| Target {
                cluster: service.cluster.clone(),
                service: service.name.clone(),
                aim: Aim::TaskDefinition {
                    arn: service.task_definition.clone(),
                    changed: changed.contains(&service.arn),
                },
                before: before.0.get(&service.arn).cloned().unwrap_or_default(),
            })
            .collect();
        if targets.is_empty() {
            self.context.events.note("Terraform's state holds no ECS service: there is no rollout to follow");
            return Ok(false);
        }
        self.follow(aws, targets, follow.pace(ready)).await.map(|()| true)
    }

    /// Follows rollouts to their verdicts, of which the worst is the run's.
    pub(super) async fn follow(
        &self,
        aws: &Aws,
        targets: Vec<Target>,
        pace: Pace,
    ) -> Result<(), crate::Error> {
        let names: Vec<_> = targets.iter().map(|target| target.service.as_str()).collect();
        let about = names.join(", ");
        self.step(Step::Rollout, about, async {
            let ended = Ecs::new(aws).follow(targets, pace, &self.context).await;
            verdict(self, &ended)
        })
        .await
    }
}

fn verdict(run: &Run, ended: &[Ended]) -> Result<(), crate::Error> {
    if let Some(error) = Error::of(ended) {
        return Err(error.into());
    }
    let all_completed = ended.iter().all(|one| one.verdict.is_completed());
    if all_completed {
        Ok(())
    } else {
        run.context.interrupt.check().map_err(|error: Interrupted| error.into())
    }
}

fn by_cluster(state: &State) -> BTreeMap<String, Vec<AppliedService>> {
    let mut clusters: BTreeMap<String, Vec<AppliedService>> = BTreeMap::new();
    for service in &state.services {
        clusters.entry(service.cluster.clone()).or_default().push(service.clone());
    }
    clusters
}
