//! How a rollout ends of which ECS says that it is complete.

use super::super::super::service::Service;
use crate::event::{RolloutOutcome, RolloutResult};

/// That counts only while all of its tasks run: none while they do not. Tasks of an unchanged deployment that stay away for
/// too long are its end.
pub(super) fn outcome(
    service: &Service,
    is_unchanged: bool,
    tasks_stay_away: bool,
) -> Option<RolloutOutcome> {
    let result = if is_unchanged { RolloutResult::Unchanged } else { RolloutResult::Completed };
    if service.desired == 0 {
        return Some(RolloutOutcome::because(result, "its desired count is 0: it has no tasks"));
    }
    if service.running >= service.desired || service.succeeds_early {
        return Some(RolloutOutcome { result, reason: draining(service) });
    }
    let reason = format!("{} of {} tasks run", service.running, service.desired);
    (is_unchanged && tasks_stay_away).then(|| RolloutOutcome::because(RolloutResult::NotAsApplied, reason))
}

/// "2 old tasks still run", while they do.
fn draining(service: &Service) -> Option<String> {
    match service.old_tasks() {
        0 => None,
        1 => Some("1 old task still runs".to_owned()),
        many => Some(format!("{many} old tasks still run")),
    }
}
