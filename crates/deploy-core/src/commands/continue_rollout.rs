//! `deploy continue`: lets a rollout continue that waits for a person, or rolls it back.

use crate::aws::ecs::approval::{self, Decision};
use crate::error::Error;
use crate::event::PausedRollout;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::steps::services;

const COMMAND: &str = "continue";

/// Which rollout, and what is decided.
#[derive(Clone, Debug)]
pub struct ContinueRequest {
    /// A label of the `services` output, or a service's name.
    pub service: String,
    /// What is decided.
    pub decision: Decision,
}

/// What was decided.
#[derive(Clone, Debug)]
pub struct Continued {
    /// The service's name.
    pub service: String,
    /// The hooks at which it waited.
    pub pauses: Vec<PausedRollout>,
}

/// Lets a rollout continue that waits for a person, or rolls it back.
pub async fn continue_rollout(
    session: &Session,
    config: &EnvironmentConfig,
    request: ContinueRequest,
) -> Result<Continued, Error> {
    environment::announce(session, config);
    let environment = environment::open(session, config, Access::Read).await?;
    let services = services::select(&environment, &[request.service], COMMAND).await?;
    let mut continued = Continued { service: String::new(), pauses: Vec::new() };
    for place in services.by_label.into_values() {
        let ecs = place.cluster.ecs(environment.aws().await?);
        continued.pauses = approval::decide(&ecs, &place.cluster.name, &place.name, request.decision).await?;
        continued.service = place.name;
    }
    Ok(continued)
}
