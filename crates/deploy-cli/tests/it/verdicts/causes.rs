//! Each cause of a failure, with and without a circuit breaker.

use super::scenario::{CRASH_LOOP, ROLLED_BACK, Scenario};

/// A rollout that the circuit breaker rolls back for this cause.
const fn rolled_back(
    name: &'static str,
    rules: &'static [&'static str],
    causes: &'static [&'static str],
) -> Scenario {
    Scenario { name, rules, causes, ..ROLLED_BACK }
}

/// One whose tasks are never made: that is seen before the circuit breaker trips.
const fn not_placed(
    name: &'static str,
    rules: &'static [&'static str],
    causes: &'static [&'static str],
) -> Scenario {
    Scenario { name, rules, causes, verdict: CRASH_LOOP.verdict, ..ROLLED_BACK }
}

/// The same without a circuit breaker.
const fn crash_loop(
    name: &'static str,
    rules: &'static [&'static str],
    causes: &'static [&'static str],
) -> Scenario {
    Scenario { name, rules, causes, ..CRASH_LOOP }
}

#[rustfmt::skip] // a line for each cause
pub(crate) const ROWS: &[Scenario] = &[
    rolled_back("image missing", &["image missing"], &["image_missing"]),
    rolled_back("pull denied", &["pull denied"], &["image_pull_denied"]),
    rolled_back("no route", &["no route"], &["no_route"]),
    rolled_back("wrong platform", &["wrong platform"], &["wrong_platform"]),
    rolled_back("secret missing", &["secret missing"], &["secret_missing"]),
    rolled_back("secret denied", &["secret denied"], &["secret_denied"]),
    rolled_back("parameter missing", &["parameter missing"], &["parameter_missing"]),
    rolled_back("parameter denied", &["parameter denied"], &["parameter_denied"]),
    rolled_back("log group missing", &["log group missing"], &["log_group_missing"]),
    rolled_back("out of memory", &["out of memory"], &["out_of_memory"]),
    not_placed("no capacity", &["no capacity"], &["no_capacity"]),
    not_placed("quota reached", &["quota reached"], &["quota_reached"]),
    rolled_back("no addresses", &["no addresses"], &["no_addresses"]),
    rolled_back("port in use", &["port in use"], &["port_in_use"]),
    not_placed("role trust missing", &["role trust missing"], &["role_not_assumable"]),
    rolled_back("sidecar ended", &["sidecar ended"], &["sidecar_exited"]),
    rolled_back("unhealthy container", &["unhealthy container"], &["container_unhealthy"]),
    rolled_back("unhealthy load balancer", &["unhealthy load balancer"], &["target_unhealthy"]),
    rolled_back("wrong port", &["wrong port"], &["target_unreachable"]),
    rolled_back("target group mismatch", &["target group mismatch"], &["target_unhealthy"]),
];

#[rustfmt::skip] // a line for each cause
pub(crate) const LOOPS: &[Scenario] = &[
    crash_loop("image missing, no circuit breaker", &["image missing"], &["image_missing"]),
    crash_loop("pull denied, no circuit breaker", &["pull denied"], &["image_pull_denied"]),
    crash_loop("no route, no circuit breaker", &["no route"], &["no_route"]),
    crash_loop("wrong platform, no circuit breaker", &["wrong platform"], &["wrong_platform"]),
    crash_loop("secret missing, no circuit breaker", &["secret missing"], &["secret_missing"]),
    crash_loop("secret denied, no circuit breaker", &["secret denied"], &["secret_denied"]),
    crash_loop("parameter missing, no circuit breaker", &["parameter missing"], &["parameter_missing"]),
    crash_loop("parameter denied, no circuit breaker", &["parameter denied"], &["parameter_denied"]),
    crash_loop("log group missing, no circuit breaker", &["log group missing"], &["log_group_missing"]),
    crash_loop("out of memory, no circuit breaker", &["out of memory"], &["out_of_memory"]),
    crash_loop("no capacity, no circuit breaker", &["no capacity"], &["no_capacity"]),
    crash_loop("quota reached, no circuit breaker", &["quota reached"], &["quota_reached"]),
    crash_loop("no addresses, no circuit breaker", &["no addresses"], &["no_addresses"]),
    crash_loop("port in use, no circuit breaker", &["port in use"], &["port_in_use"]),
    crash_loop("role trust missing, no circuit breaker", &["role trust missing"], &["role_not_assumable"]),
    crash_loop("sidecar ended, no circuit breaker", &["sidecar ended"], &["sidecar_exited"]),
    crash_loop("unhealthy container, no circuit breaker", &["unhealthy container"], &["container_unhealthy"]),
    crash_loop("unhealthy load balancer, no circuit breaker", &["unhealthy load balancer"], &["target_unhealthy"]),
    crash_loop("wrong port, no circuit breaker", &["wrong port"], &["target_unreachable"]),
    crash_loop("target group mismatch, no circuit breaker", &["target group mismatch"], &["target_unhealthy"]),
];
