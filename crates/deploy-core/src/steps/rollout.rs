//! From what Terraform applied to the rollouts that follow from it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::environment::Environment;
use super::error::Error as StepsError;
use crate::aws::ecs::rollout::{self, Baseline, Followed, Pace, RolloutTarget, TargetDeployment};
use crate::aws::ecs::{Ecs, service};
use crate::context::PollInterval;
use crate::error::{Error, Interrupted};
use crate::event::Step;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::terraform::{self, AppliedService, State};

const DEFAULT_TIMEOUT: Duration = Duration::from_mins(30);

/// How a rollout is followed, as far as the user says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Follow {
    /// How long it may take.
    pub timeout: Option<Duration>,
    /// How long to wait between two polls.
    pub every: Option<Duration>,
}

impl Follow {
    /// With what `deploy.toml` says of the environment.
    pub(crate) fn pace(self, config: &EnvironmentConfig) -> Pace {
        let configured = config.settings.timeout.map(|timeout| timeout.0);
        let timeout = self.timeout.or(configured).unwrap_or(DEFAULT_TIMEOUT);
        Pace { timeout, interval: PollInterval::of_rollout(self.every) }
    }
}

/// What ran before an apply, by the services' ARNs.
#[derive(Debug, Default)]
pub(crate) struct Baselines(BTreeMap<String, Baseline>);

/// What an apply started from, and the ARNs of what it changed.
pub(crate) struct Change {
    pub(crate) baselines: Baselines,
    pub(crate) changed: BTreeSet<String>,
}

/// Looks at the services that the state knows, so that the new deployments can be told from the old ones.
pub(crate) async fn baselines(environment: &Environment) -> Result<Baselines, Error> {
    let Some(state) = terraform::state(&environment.terraform, &environment.connection).await? else {
        return Ok(Baselines::default());
    };
    let ecs = Ecs::new(environment.aws().await?);
    let mut baselines = BTreeMap::new();
    for (cluster, services) in by_cluster(&state) {
        let names: Vec<_> = services.iter().map(|service| service.name.clone()).collect();
        let found = service::describe(&ecs, &cluster, &names).await?;
        for (service, found) in services.into_iter().zip(found) {
            baselines.insert(service.arn, found.as_ref().map(Baseline::of).unwrap_or_default());
        }
    }
    Ok(Baselines(baselines))
}

/// Follows the services of the state until each runs what Terraform applied. Returns whether there are any.
pub(crate) async fn follow_applied(
    session: &Session,
    environment: &Environment,
    change: &Change,
    follow: Follow,
) -> Result<bool, Error> {
    let Some(state) = terraform::state(&environment.terraform, &environment.connection).await? else {
        return Ok(false);
    };
    let targets: Vec<_> = state.services.iter().map(|service| target(service, change)).collect();
    if targets.is_empty() {
        let message = "the Terraform state contains no ECS service: no rollout to follow";
        session.context.events.note(message);
        return Ok(false);
    }
    let ecs = Ecs::new(environment.aws().await?);
    self::follow(session, &ecs, targets, follow.pace(&environment.config)).await.map(|()| true)
}

fn target(service: &AppliedService, change: &Change) -> RolloutTarget {
    RolloutTarget {
        cluster: service.cluster.clone(),
        service: service.name.clone(),
        deployment: TargetDeployment::TaskDefinition {
            definition: service.task_definition.clone(),
            changed: change.changed.contains(&service.arn),
        },
        baseline: change.baselines.0.get(&service.arn).cloned().unwrap_or_default(),
    }
}

/// Follows rollouts to their outcomes, of which the worst is the run's.
pub(crate) async fn follow(
    session: &Session,
    ecs: &Ecs,
    targets: Vec<RolloutTarget>,
    pace: Pace,
) -> Result<(), Error> {
    let names: Vec<_> = targets.iter().map(|target| target.service.as_str()).collect();
    let about = names.join(", ");
    let following = async {
        let followed = rollout::follow(ecs, targets, pace, &session.context).await;
        require_completed(session, &followed)
    };
    session.step(Step::Rollout, about, following).await
}

fn require_completed(session: &Session, followed: &[Followed]) -> Result<(), Error> {
    if let Some(error) = StepsError::of_rollouts(followed) {
        return Err(error.into());
    }
    if followed.iter().all(|one| one.outcome.is_completed()) {
        Ok(())
    } else {
        session.context.interrupt.check().map_err(|error: Interrupted| error.into())
    }
}

fn by_cluster(state: &State) -> BTreeMap<String, Vec<AppliedService>> {
    let mut clusters: BTreeMap<String, Vec<AppliedService>> = BTreeMap::new();
    for service in &state.services {
        clusters.entry(service.cluster.clone()).or_default().push(service.clone());
    }
    clusters
}
