//! `deploy wait`: follows the rollouts in progress, as after a CI job that was lost. Where none is, what runs is verified.

use crate::aws::ecs::rollout::{Expected, RolloutTarget};
use crate::error::Error;
use crate::event::RolloutResult;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::steps::rollout::{self, Follow, running};
use crate::steps::services;
use crate::terraform;
use crate::types::Tag;

const COMMAND: &str = "wait";

/// Which services, and how to follow them.
#[derive(Clone, Debug, Default)]
pub struct WaitRequest {
    /// Labels of the `services` output, or names of services; none means all.
    pub services: Vec<String>,
    /// How to follow the rollouts.
    pub follow: Follow,
}

/// What was waited for.
#[derive(Clone, Debug)]
pub struct Waited {
    /// The services' names.
    pub services: Vec<String>,
    /// The tag that one of them was seen to run.
    pub tag: Option<Tag>,
    /// The stage of a rollout that was waited for, and which continues.
    pub continues: Option<RolloutResult>,
}

/// Follows the rollouts in progress. Where none is, what runs is verified.
pub async fn wait(
    session: &Session,
    config: &EnvironmentConfig,
    request: WaitRequest,
) -> Result<Waited, Error> {
    environment::announce(session, config);
    let environment = environment::open(session, config, Access::Read).await?;
    let state = terraform::state_or_outputs(&environment.terraform, &environment.connection).await?;
    let services = services::select_of(&state, &environment, &request.services, COMMAND)?;
    let targets = running::targets(session, &environment, &state, &services).await?;
    let is_compared = |target: &RolloutTarget| target.expected != Expected::Anything;
    let tag = running::tag(&state).filter(|_| targets.iter().any(is_compared));
    let aws = environment.aws().await?;
    let continues = rollout::follow(session, aws, targets, &request.follow.settings(config)).await?;
    Ok(Waited { services: services.names(), tag, continues })
}
