//! How long parts of a rollout took, by the times of the service's events.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html>

use std::time::Duration;

use super::super::service::ServiceEvent;

const REGISTERED: &str = "registered ";
const DRAINING: &str = "has begun draining connections";
const STOPPED: &str = "has stopped ";
const COMPLETED: &str = "deployment completed";
const STEADY: &str = "has reached a steady state";

/// How long new targets took to be healthy: from the registration of one until ECS went on.
pub(super) fn health_checks(events: &[&ServiceEvent]) -> Duration {
    let is_start = |message: &str| message.contains(REGISTERED) && !message.contains("deregistered ");
    let is_end = |message: &str| [DRAINING, COMPLETED, STEADY].iter().any(|word| message.contains(word));
    total(events, is_start, is_end)
}

/// How long old tasks were drained.
pub(super) fn draining(events: &[&ServiceEvent]) -> Duration {
    total(events, |message| message.contains(DRAINING), |message| message.contains(STOPPED))
}

/// The time between starts and ends, the events being the oldest first. Of several starts the last one before an end counts.
fn total(
    events: &[&ServiceEvent],
    is_start: impl Fn(&str) -> bool,
    is_end: impl Fn(&str) -> bool,
) -> Duration {
    let (mut total, mut started) = (Duration::ZERO, None);
    for event in events {
        if is_start(&event.message) {
            started = event.time;
        } else if is_end(&event.message) {
            let span = started.take().zip(event.time).map(|(start, end)| end.duration_since(start));
            total += span.and_then(|span| Duration::try_from(span).ok()).unwrap_or_default();
        }
    }
    total
}
