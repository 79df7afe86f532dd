//! Finds service deployments and revisions by their ARNs: `…/CLUSTER/SERVICE/ID`.

use crate::ecs::model::ids::ServiceId;
use crate::ecs::names;
use crate::ecs::state::Ecs;

/// The service deployment of that ARN: its service, and its place in the list.
pub(crate) fn by_arn(ecs: &Ecs, arn: &str) -> Option<(ServiceId, usize)> {
    let id = service_of(ecs, arn)?;
    let place = ecs.services[id.0].rollouts.iter().position(|rollout| rollout.arn == arn)?;
    Some((id, place))
}

/// The service whose deployment or revision an ARN names.
pub(crate) fn service_of(ecs: &Ecs, arn: &str) -> Option<ServiceId> {
    let (service, _id) = arn.rsplit_once('/')?;
    let cluster = names::cluster_in(service)?;
    ecs.service_id(cluster, names::last(service)).ok()
}
