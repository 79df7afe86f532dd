//! Each fault as an SDK sees it: which error, and how many attempts it makes.

use std::time::Duration;

use aws_sdk_ecr::{config::retry::RetryConfig, config::timeout::TimeoutConfig, error::DisplayErrorContext};
use sandbox::{Fault, Kind, Options, Sandbox};

use crate::clients::{calls, settings, wait};

/// What an SDK client makes of the fault, with two attempts of so much time.
fn outcome(sandbox: &Sandbox, patience: Duration) -> Result<(), String> {
    let config = aws_sdk_ecr::config::Builder::from(&settings(sandbox))
        .retry_config(RetryConfig::standard().with_max_attempts(2).with_max_backoff(Duration::from_millis(1)))
        .timeout_config(TimeoutConfig::builder().operation_attempt_timeout(patience).build())
        .build();
    let answer = wait(aws_sdk_ecr::Client::from_conf(config).describe_repositories().send());
    match answer {
        Ok(_) => Ok(()),
        Err(error) => Err(match error.as_service_error() {
            Some(service) => service.meta().code().unwrap_or("no code").into(),
            None => DisplayErrorContext(error).to_string().split(':').next().unwrap().into(),
        }),
    }
}

#[test]
fn an_sdk_reads_every_fault() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let mut lines = Vec::new();
    for kind in ["throttle", "500", "503", "cut", "truncate", "blackhole", "denied", "expired", "latency 1"] {
        sandbox.clear_calls();
        sandbox.reset();
        sandbox.fault(Fault::new("ecr:Describe.*", kind.parse().unwrap()));
        // Nobody waits for an answer that never comes longer than need be, nor misses a late one.
        let patience = if kind == "blackhole" { Duration::from_millis(50) } else { Duration::from_mins(1) };
        let outcome = outcome(&sandbox, patience).err().unwrap_or("fine".into());
        lines.push(format!("{kind}: {outcome}: {}", calls(&sandbox).join(", ")));
    }
    insta::assert_snapshot!(lines.join("\n"), @"
    throttle: ThrottlingException: ecr DescribeRepositories 400, ecr DescribeRepositories 400
    500: InternalFailure: ecr DescribeRepositories 500, ecr DescribeRepositories 500
    503: ServiceUnavailable: ecr DescribeRepositories 503, ecr DescribeRepositories 503
    cut: dispatch failure: ecr DescribeRepositories no answer, ecr DescribeRepositories no answer
    truncate: response error: ecr DescribeRepositories 200, ecr DescribeRepositories 200
    blackhole: request has timed out: ecr DescribeRepositories no answer, ecr DescribeRepositories no answer
    denied: AccessDeniedException: ecr DescribeRepositories 400
    expired: ExpiredTokenException: ecr DescribeRepositories 400
    latency 1: fine: ecr DescribeRepositories 200
    ");
}

#[test]
fn an_sdk_retries_a_temporary_fault() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    sandbox.fault(Fault::new("ecr:DescribeRepositories", Kind::Throttle).times(1));
    assert_eq!(outcome(&sandbox, Duration::from_mins(1)), Ok(()));
    assert_eq!(calls(&sandbox), ["ecr DescribeRepositories 400", "ecr DescribeRepositories 200"]);
}
