//! From what is known of a rollout that has ended to advice.

use std::time::Duration;

use super::super::rollout::Followed;
use super::super::service::{Service, ServiceEvent};
use super::event_times::{draining, health_checks};
use super::target_group::TargetGroupSettings;
use crate::event::{Advice, AdviceSubject, RolloutResult};

/// What takes less time needs no advice.
const SLOW: Duration = Duration::from_mins(1);

/// Whether target groups may have made a rollout slow, so that their settings are worth reading.
pub(crate) fn is_slow(followed: &Followed) -> bool {
    let Some(service) = &followed.service else { return false };
    let events = events(followed, service);
    let (checks, draining) = (health_checks(&events), draining(&events));
    followed.outcome.is_good() && !service.target_groups.is_empty() && checks.max(draining) >= SLOW
}

/// What would make the next rollout better. `groups` are the settings of the service's target groups.
pub(crate) fn advise(followed: &Followed, groups: &[TargetGroupSettings]) -> Vec<Advice> {
    let Some(service) = &followed.service else { return Vec::new() };
    if followed.outcome.is_good() {
        let events = events(followed, service);
        let slow = groups.iter().max_by_key(|group| group.healthy_after());
        let slow = slow.and_then(|group| health_check(group, health_checks(&events)));
        let delay = groups.iter().max_by_key(|group| group.deregistration_delay);
        let delay = delay.and_then(|group| deregistration_delay(group, draining(&events)));
        return slow.into_iter().chain(delay).collect();
    }
    let ends_itself = !matches!(followed.outcome.result, RolloutResult::CrashLoop | RolloutResult::TimedOut);
    if ends_itself {
        return Vec::new();
    }
    percents(service).or_else(|| circuit_breaker(service)).into_iter().collect()
}

/// The events since the change, oldest first.
fn events<'a>(followed: &Followed, service: &'a Service) -> Vec<&'a ServiceEvent> {
    let known = &followed.target.baseline.events;
    service.events.iter().rev().filter(|event| !known.contains(&event.id)).collect()
}

fn health_check(group: &TargetGroupSettings, took: Duration) -> Option<Advice> {
    let TargetGroupSettings { name, interval, healthy_threshold, .. } = group;
    explains(took, group.healthy_after()).then(|| Advice {
        subject: AdviceSubject::HealthCheck,
        seen: format!(
            "the health check of target group {name} took {} s of this rollout: a target is healthy after \
             {healthy_threshold} checks, one every {} s",
            took.as_secs(),
            interval.as_secs()
        ),
        fix: format!("a shorter interval or a lower healthy threshold of {name} makes rollouts faster"),
        seconds: Some(took.as_secs()),
    })
}

fn deregistration_delay(group: &TargetGroupSettings, took: Duration) -> Option<Advice> {
    let TargetGroupSettings { name, deregistration_delay, .. } = group;
    explains(took, *deregistration_delay).then(|| Advice {
        subject: AdviceSubject::DeregistrationDelay,
        seen: format!(
            "draining old tasks took {} s of this rollout: the deregistration delay of target group {name} is {} s",
            took.as_secs(),
            deregistration_delay.as_secs()
        ),
        fix: format!("a deregistration delay of {name} just above its longest request makes rollouts faster"),
        seconds: Some(took.as_secs()),
    })
}

/// Whether a setting is what made something slow: it accounts for at least half of the time.
fn explains(took: Duration, setting: Duration) -> bool {
    took >= SLOW && setting * 2 >= took
}

fn circuit_breaker(service: &Service) -> Option<Advice> {
    let failed = service.primary().map_or(0, |primary| primary.failed);
    let failed = match failed {
        0 => String::new(),
        failed => format!(" after {failed} failed tasks"),
    };
    (!service.limits.has_circuit_breaker).then(|| Advice {
        subject: AdviceSubject::CircuitBreaker,
        seen: format!("the service has no deployment circuit breaker: ECS keeps starting tasks{failed}"),
        fix: "`deployment_circuit_breaker { enable = true, rollback = true }` lets ECS end such a rollout itself"
            .to_owned(),
        seconds: None,
    })
}

/// ECS starts a new task only while fewer run than the maximum, and stops an old one only while more are healthy than the
/// minimum (API Reference, `DeploymentConfiguration`: the one is rounded down, the other up).
fn percents(service: &Service) -> Option<Advice> {
    let (minimum, maximum) = service.limits.healthy_percents?;
    let most = service.desired * maximum / 100;
    let least = (service.desired * minimum + 99) / 100;
    let has_no_room = service.desired > 0 && most <= service.desired && least >= service.desired;
    has_no_room.then(|| Advice {
        subject: AdviceSubject::DeploymentPercent,
        seen: format!(
            "with {} desired tasks, {minimum} % minimum and {maximum} % maximum ECS can neither start a new task nor stop \
             an old one",
            service.desired
        ),
        fix: "raise `deployment_maximum_percent`, or lower `deployment_minimum_healthy_percent`".to_owned(),
        seconds: None,
    })
}
