//! The rollback with which the last deployment of a service ended.

use serde::Serialize;

use super::super::client::Ecs;
use super::super::service::Service;
use super::super::service_deployment::{self, ServiceDeployment};

/// The rollback of the last deployment of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LastRollback {
    /// The id of the deployment that was rolled back.
    pub deployment: String,
    /// Whether ECS is still at it.
    pub in_progress: bool,
    /// Why, in ECS's words; none where a user asked for it.
    pub reason: Option<String>,
    /// The alarms that were triggered.
    pub alarms: Vec<String>,
}

/// Reads it where the events tell of a rollback. An account may not be allowed to ask: then nothing is known.
pub(super) async fn read(ecs: &Ecs, service: &Service) -> Option<LastRollback> {
    service.events.iter().find(|event| event.message.contains("rolling back"))?;
    let last = service_deployment::find(ecs, service.current_service_deployment.as_deref()?).await?;
    LastRollback::of(last)
}

impl LastRollback {
    fn of(last: ServiceDeployment) -> Option<Self> {
        let ServiceDeployment { deployment, status, reason, alarms, .. } = last;
        let in_progress = matches!(status.as_str(), "ROLLBACK_REQUESTED" | "ROLLBACK_IN_PROGRESS");
        status.starts_with("ROLLBACK").then_some(Self { deployment, in_progress, reason, alarms })
    }
}
