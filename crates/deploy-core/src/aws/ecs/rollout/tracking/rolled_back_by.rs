//! Who rolls our deployment back.

use super::super::super::lifecycle::LifecycleHook;
use super::super::super::service_deployment::ServiceDeployment;
use crate::event::RolledBackBy;

/// By what ECS says of the service deployment, and by the event of its failure. What ECS says when a person asks for a
/// rollback is not documented: nothing else is left then.
pub(super) fn find(found: Option<&ServiceDeployment>, event: Option<&str>) -> Option<RolledBackBy> {
    let alarms = found.map(|found| found.alarms.clone()).unwrap_or_default();
    let lifecycle = found.and_then(|found| found.lifecycle.as_ref());
    if lifecycle.is_some_and(|lifecycle| lifecycle.hooks.iter().any(LifecycleHook::is_refused)) {
        return Some(RolledBackBy::User);
    }
    let told = [found.and_then(|found| found.reason.as_deref()), event];
    let tells = |words: &str| told.iter().flatten().any(|text| text.contains(words));
    if !alarms.is_empty() || tells("alarm") {
        Some(RolledBackBy::Alarms(alarms))
    } else if tells("hook") {
        Some(RolledBackBy::Hook)
    } else if tells("networking configuration") {
        Some(RolledBackBy::Network)
    } else if tells("circuit breaker") || tells("tasks failed to start") {
        Some(RolledBackBy::CircuitBreaker)
    } else {
        let is_silent = |found: &ServiceDeployment| {
            found.status.starts_with("ROLLBACK")
                && found.status != "ROLLBACK_FAILED"
                && found.reason.is_none()
        };
        found.filter(|found| is_silent(found)).map(|_| RolledBackBy::User)
    }
}
