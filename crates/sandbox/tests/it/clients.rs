//! Clients as a program would have them, pointed at a sandbox.

use sandbox::Sandbox;

/// Runs a future of a client to its end.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// The settings that every client shares.
pub(crate) fn settings(sandbox: &Sandbox) -> aws_config::SdkConfig {
    let credentials = aws_sdk_ecs::config::Credentials::new("sandbox", "sandbox", None, None, "test");
    aws_config::SdkConfig::builder()
        .behavior_version(aws_config::BehaviorVersion::latest())
        .region(aws_config::Region::new("us-east-1"))
        .credentials_provider(aws_sdk_ecs::config::SharedCredentialsProvider::new(credentials))
        .endpoint_url(sandbox.endpoint())
        .build()
}

/// A client of ECS.
pub(crate) fn ecs(sandbox: &Sandbox) -> aws_sdk_ecs::Client {
    aws_sdk_ecs::Client::new(&settings(sandbox))
}

/// A client of ECR.
pub(crate) fn ecr(sandbox: &Sandbox) -> aws_sdk_ecr::Client {
    aws_sdk_ecr::Client::new(&settings(sandbox))
}

/// A client of CloudWatch Logs.
pub(crate) fn logs(sandbox: &Sandbox) -> aws_sdk_cloudwatchlogs::Client {
    aws_sdk_cloudwatchlogs::Client::new(&settings(sandbox))
}

/// The record, one line a call.
pub(crate) fn calls(sandbox: &Sandbox) -> Vec<String> {
    sandbox.calls().iter().map(ToString::to_string).collect()
}
