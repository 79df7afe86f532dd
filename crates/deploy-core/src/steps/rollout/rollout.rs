//! From what Terraform applied to the rollouts that follow from it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::sync::mpsc;

use super::super::environment::Environment;
use super::super::error::Error as StepsError;
use super::super::expected::ExpectedImages;
use super::super::services::{self, ServicePlace};
use super::advice;
use super::aim::Aim;
use super::diagnosis;
use super::moved_tags;
use crate::aws::Aws;
use crate::aws::ecs::rollout::{
    self, Baseline, Expected, FollowSettings, Followed, OnFailure, RolloutTarget, TargetDeployment, WaitFor,
};
use crate::aws::ecs::service;
use crate::context::PollInterval;
use crate::error::{Error, Interrupted};
use crate::event::{RolloutResult, Step};
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::terraform::plan_changes::{Controller, PlanChanges, PlannedRevision};
use crate::terraform::{self, AppliedService};

const DEFAULT_TIMEOUT: Duration = Duration::from_mins(30);

/// How a rollout is followed, as far as the user says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Follow {
    /// How long it may take.
    pub timeout: Option<Duration>,
    /// How long to wait between two polls.
    pub every: Option<Duration>,
    /// What is done about a crash loop.
    pub on_failure: OnFailure,
    /// How far it is followed.
    pub wait_for: WaitFor,
    /// Whether services are redeployed that keep their task definition and whose tag means another image now.
    pub redeploys_moved_tags: bool,
}

impl Follow {
    /// With what `deploy.toml` says of the environment.
    pub(crate) fn settings(self, config: &EnvironmentConfig) -> FollowSettings {
        let configured = config.settings.timeout.map(|timeout| timeout.0);
        let timeout = self.timeout.or(configured).unwrap_or(DEFAULT_TIMEOUT);
        let interval = PollInterval::of_rollout(self.every);
        FollowSettings {
            environment: config.name.clone(),
            timeout,
            interval,
            on_failure: self.on_failure,
            wait_for: self.wait_for,
        }
    }
}

/// What ran before an apply, by the services' ARNs.
#[derive(Debug, Default)]
pub(crate) struct Baselines(BTreeMap<String, Baseline>);

/// What an apply started from, what was planned, and what it changed.
pub(crate) struct Change<'a> {
    pub(crate) baselines: Baselines,
    pub(crate) plan: &'a PlanChanges,
    pub(crate) expected: ExpectedImages,
    /// The ARNs of what was changed.
    pub(crate) changed: BTreeSet<String>,
}

/// What is known of a tag once its rollouts have been followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppliedVerdict {
    /// All services that the tag concerns run it.
    Runs,
    /// They do, and a rollout continues: the stage that was waited for is reached.
    Continues(RolloutResult),
    /// The rollout was not followed.
    NotFollowed,
    /// There is no service.
    NoServices,
    /// No service has an image with the tag.
    NotUsed,
}

/// Looks at the services that the state knows, so that the new deployments can be told from the old ones.
pub(crate) async fn baselines(environment: &Environment) -> Result<Baselines, Error> {
    let Some(state) = terraform::state(&environment.terraform, &environment.connection).await? else {
        return Ok(Baselines::default());
    };
    let aws = environment.aws().await?;
    let mut baselines = BTreeMap::new();
    for (cluster, services) in services::applied_by_cluster(&state) {
        let names: Vec<_> = services.iter().map(|service| service.name.clone()).collect();
        let found = service::describe(&cluster.ecs(aws), &cluster.name, &names).await?;
        for (service, found) in services.into_iter().zip(found) {
            baselines.insert(service.arn, found.as_ref().map(Baseline::of).unwrap_or_default());
        }
    }
    Ok(Baselines(baselines))
}

/// Follows the services of the state until each runs what was planned.
pub(crate) async fn follow_applied(
    session: &Session,
    environment: &Environment,
    mut change: Change<'_>,
    follow: Follow,
) -> Result<AppliedVerdict, Error> {
    let state = terraform::state(&environment.terraform, &environment.connection).await?.unwrap_or_default();
    if state.services.is_empty() {
        let message = "the Terraform state contains no ECS service: no rollout to follow";
        session.context.events.note(message);
        return Ok(AppliedVerdict::NoServices);
    }
    let aws = environment.aws().await?;
    let mut targets = Vec::new();
    for service in &state.services {
        let aim = Aim::of(service, &state, change.plan);
        let ecs = ServicePlace::of_applied(service).cluster.ecs(aws);
        let images = aim.images(&ecs).await;
        let expected = change.expected.of_images(session, environment, images).await;
        targets.push(target(service, aim, &change, expected));
    }
    if follow.redeploys_moved_tags {
        moved_tags::redeploy(session, aws, &mut targets).await?;
    }
    let concerned = targets.iter().any(|target| target.expected != Expected::Anything);
    let continues = self::follow(session, aws, targets, &follow.settings(&environment.config)).await?;
    Ok(match continues {
        _ if !concerned => AppliedVerdict::NotUsed,
        Some(reached) => AppliedVerdict::Continues(reached),
        None => AppliedVerdict::Runs,
    })
}

fn target(service: &AppliedService, aim: Aim, change: &Change<'_>, expected: Expected) -> RolloutTarget {
    let changed = change.changed.contains(&service.arn);
    let new = changed && matches!(aim.deployment, PlannedRevision::New { .. });
    let deployment = match aim.controller {
        Controller::Ecs => TargetDeployment::TaskDefinition { definition: aim.definition, changed, new },
        Controller::CodeDeploy => TargetDeployment::OtherController { controller: "CodeDeploy", changed },
        Controller::External => {
            TargetDeployment::OtherController { controller: "an external controller", changed }
        }
    };
    RolloutTarget {
        cluster: ServicePlace::of_applied(service).cluster,
        service: service.name.clone(),
        deployment,
        baseline: change.baselines.0.get(&service.arn).cloned().unwrap_or_default(),
        expected,
    }
}

/// Follows rollouts to their outcomes, of which the worst is the run's. Returns the stage that one has reached that
/// continues.
pub(crate) async fn follow(
    session: &Session,
    aws: &Aws,
    targets: Vec<RolloutTarget>,
    settings: &FollowSettings,
) -> Result<Option<RolloutResult>, Error> {
    let names: Vec<_> = targets.iter().map(|target| target.service.as_str()).collect();
    let about = names.join(", ");
    let following = async {
        let (ended, ends) = mpsc::unbounded_channel();
        let following = rollout::follow(aws, targets, settings, &session.context, ended);
        let (followed, ()) = tokio::join!(following, diagnosis::report(session, aws, ends));
        advice::report(session, aws, &followed).await;
        require_completed(session, &followed)?;
        let mut results = followed.into_iter().map(|one| one.outcome.result);
        Ok::<_, Error>(results.find(|result| matches!(result, RolloutResult::StageReached { .. })))
    };
    session.step(Step::Rollout, about, following).await
}

fn require_completed(session: &Session, followed: &[Followed]) -> Result<(), Error> {
    if let Some(error) = StepsError::of_rollouts(followed) {
        return Err(error.into());
    }
    if followed.iter().all(|one| one.outcome.is_good()) {
        Ok(())
    } else {
        session.context.interrupt.check().map_err(|error: Interrupted| error.into())
    }
}
