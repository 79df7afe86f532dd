//! Advice from events with times, and from the settings of services and target groups.

use std::time::Duration;

use jiff::Timestamp;

use super::super::cluster::Cluster;
use super::super::deployment::Deployment;
use super::super::rollout::{Baseline, Expected, Followed, RolloutTarget, TargetDeployment};
use super::super::service::{DeploymentLimits, Service, ServiceEvent};
use super::target_group::TargetGroupSettings;
use super::{advise, is_slow};
use crate::event::{Advice, AdviceSubject, RolloutOutcome, RolloutResult};

/// Events of a service, oldest first, with the seconds at which they come.
const ROLLOUT: [(i64, &str); 7] = [
    (0, "has started 2 tasks: (task a) (task b)."),
    (30, "registered 2 targets in (target-group web)"),
    (180, "deregistered 2 targets in (target-group web)"),
    (180, "has begun draining connections on 2 tasks."),
    (480, "has stopped 2 running tasks: (task c) (task d)."),
    (481, "(deployment ecs-svc/1) deployment completed."),
    (481, "has reached a steady state."),
];

fn followed(result: RolloutResult, service: Service) -> Followed {
    Followed {
        target: RolloutTarget {
            cluster: Cluster::default(),
            service: "web".into(),
            deployment: TargetDeployment::Id("ecs-svc/1".into()),
            baseline: Baseline::default(),
            expected: Expected::Anything,
        },
        deployment: Some("ecs-svc/1".into()),
        outcome: RolloutOutcome::bare(result),
        service: Some(service),
        events: Vec::new(),
        waits_for: None,
    }
}

fn with_events(events: &[(i64, &str)]) -> Service {
    let event = |(second, message): &(i64, &str)| ServiceEvent {
        id: format!("{second} {message}"),
        time: Timestamp::from_second(*second).ok(),
        message: format!("(service web) {message}"),
    };
    Service {
        events: events.iter().rev().map(event).collect(),
        target_groups: vec!["web".into()],
        ..Service::default()
    }
}

fn group(interval: u64, healthy_threshold: u32, delay: u64) -> TargetGroupSettings {
    TargetGroupSettings {
        name: "web".into(),
        interval: Duration::from_secs(interval),
        healthy_threshold,
        deregistration_delay: Duration::from_secs(delay),
    }
}

fn subjects(advice: &[Advice]) -> Vec<(AdviceSubject, Option<u64>)> {
    advice.iter().map(|advice| (advice.subject, advice.seconds)).collect()
}

#[test]
fn a_slow_health_check_and_a_long_delay_are_told_with_what_they_took() {
    let followed = followed(RolloutResult::Completed, with_events(&ROLLOUT));
    assert!(is_slow(&followed));
    let advice = advise(&followed, &[group(30, 5, 300)]);
    insta::assert_debug_snapshot!(advice.iter().map(|one| (&one.seen, &one.fix)).collect::<Vec<_>>(), @r#"
    [
        (
            "the health check of target group web took 150 s of this rollout: a target is healthy after 5 checks, one every 30 s",
            "a shorter interval or a lower healthy threshold of web makes rollouts faster",
        ),
        (
            "draining old tasks took 300 s of this rollout: the deregistration delay of target group web is 300 s",
            "a deregistration delay of web just above its longest request makes rollouts faster",
        ),
    ]
    "#);
    let both = [(AdviceSubject::HealthCheck, Some(150)), (AdviceSubject::DeregistrationDelay, Some(300))];
    assert_eq!(subjects(&advice), both);
}

#[test]
fn what_the_settings_do_not_explain_gets_no_advice() {
    let followed = followed(RolloutResult::Completed, with_events(&ROLLOUT));
    assert_eq!(advise(&followed, &[group(10, 2, 30)]), [], "the application itself is slow");
    assert_eq!(advise(&followed, &[]), [], "the settings could not be read");
}

#[test]
fn events_from_before_the_change_do_not_count() {
    let service = with_events(&ROLLOUT);
    let mut followed = followed(RolloutResult::Completed, service.clone());
    followed.target.baseline = Baseline::of(&service);
    assert!(!is_slow(&followed));
}

#[test]
fn a_fast_rollout_gets_no_advice() {
    let quick: Vec<_> = ROLLOUT.iter().map(|(second, message)| (second / 10, *message)).collect();
    let followed = followed(RolloutResult::Completed, with_events(&quick));
    assert!(!is_slow(&followed));
    assert_eq!(advise(&followed, &[group(30, 5, 300)]), []);
}

/// A service with one task.
fn with_percents(minimum: i32, maximum: i32) -> Service {
    let primary = Deployment { primary: true, failed: 7, ..Deployment::default() };
    Service {
        desired: 1,
        limits: DeploymentLimits {
            healthy_percents: Some((minimum, maximum)),
            ..DeploymentLimits::default()
        },
        deployments: vec![primary],
        ..Service::default()
    }
}

#[test]
fn a_crash_loop_without_circuit_breaker_is_told() {
    let service = with_percents(100, 200);
    let advice = advise(&followed(RolloutResult::CrashLoop, service.clone()), &[]);
    let [advice] = advice.as_slice() else { panic!("one advice") };
    assert_eq!(advice.subject, AdviceSubject::CircuitBreaker);
    assert!(advice.seen.ends_with("after 7 failed tasks"), "{}", advice.seen);
    let protected =
        Service { limits: DeploymentLimits { has_circuit_breaker: true, ..service.limits }, ..service };
    assert_eq!(advise(&followed(RolloutResult::CrashLoop, protected), &[]), []);
}

#[test]
fn percents_that_leave_no_room_are_told_instead_of_a_missing_circuit_breaker() {
    for (minimum, maximum, stuck) in
        [(100, 100, true), (50, 100, true), (51, 199, true), (0, 100, false), (100, 200, false)]
    {
        let advice = advise(&followed(RolloutResult::TimedOut, with_percents(minimum, maximum)), &[]);
        let is_percent = advice.iter().any(|advice| advice.subject == AdviceSubject::DeploymentPercent);
        assert_eq!(is_percent, stuck, "{minimum} to {maximum}");
    }
}

#[test]
fn what_ended_by_itself_needs_no_circuit_breaker() {
    for result in [RolloutResult::Failed, RolloutResult::Stopped, RolloutResult::Gone] {
        assert_eq!(advise(&followed(result, with_percents(100, 200)), &[]), []);
    }
}
