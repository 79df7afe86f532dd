//! Causes that AWS's words alone give away.

use super::super::diagnose::{Evidence, causes};
use crate::event::Cause;

/// A message, its cause, and the sentence.
const MESSAGES: [(&str, Cause, &str); 40] = [
    (
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref a.b/app:1.0.2: a.b/app:1.0.2: not found",
        Cause::ImageMissing,
        "the registry does not have a.b/app:1.0.2",
    ),
    (
        "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref a.b/app@sha256:12",
        Cause::ImageMissing,
        "the registry does not have a.b/app@sha256:12",
    ),
    (
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref a.b/app:1: pulling from host a.b failed with status code [manifests 1]: 403 Forbidden",
        Cause::ImagePullDenied,
        "the task may not pull a.b/app:1",
    ),
    (
        "The task can’t pull the image. Check that the role has the permissions to pull images from the registry.",
        Cause::ImagePullDenied,
        "the task may not pull the image",
    ),
    (
        "CannotPullContainerError: Error response from daemon: pull access denied for app, repository does not exist",
        Cause::ImagePullDenied,
        "the task may not pull app",
    ),
    (
        "The task cannot pull ‘a.b/app:1’ from the Amazon ECR repository ‘app’. There is a connection issue between the task and Amazon ECR. Check your task network configuration.",
        Cause::NoRoute,
        "the task has no connection to AWS or to the registry",
    ),
    (
        "The task can’t pull the image. Check your network configuration",
        Cause::NoRoute,
        "the task has no connection to AWS or to the registry",
    ),
    (
        "CannotPullContainerError: failed to resolve ref docker.io/library/app:1: failed to do request: Head \"https://registry-1.docker.io/\": dial tcp 34.205.13.154:443: i/o timeout",
        Cause::NoRoute,
        "the task has no connection to AWS or to the registry",
    ),
    (
        "CannotPullContainerError: ERROR: toomanyrequests: Too Many Requests or You have reached your pull rate limit.",
        Cause::ImagePullThrottled,
        "the registry limits pulls of the image",
    ),
    (
        "CannotPullContainerError: write /var/lib/docker/tmp/GetImageBlob1: no space left on device",
        Cause::DiskFull,
        "the task's disk is full",
    ),
    (
        "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
        Cause::WrongPlatform,
        "the image is not built for linux/amd64",
    ),
    (
        "CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReaderSeeker: failed open: unexpected status code",
        Cause::ImagePullFailed,
        "the image could not be pulled",
    ),
    (
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:r:1:secret:db from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        Cause::SecretMissing,
        "the secret arn:aws:secretsmanager:r:1:secret:db does not exist, or has not the key that is asked for",
    ),
    (
        "ResourceNotFoundException: The task can't retrieve the secret with ARN 'arn:db' from AWS Secrets Manager. Check whether the secret exists in the specified Region.",
        Cause::SecretMissing,
        "the secret arn:db does not exist, or has not the key that is asked for",
    ),
    (
        "ResourceInitializationError: unable to pull secrets or registry auth: failed to fetch secret arn:db from secrets manager: AccessDeniedException: User: arn:role is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:db because",
        Cause::SecretDenied,
        "the execution role may not read the secret arn:db",
    ),
    (
        "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid parameters: /app/db",
        Cause::ParameterMissing,
        "the parameter /app/db does not exist",
    ),
    (
        "ResourceInitializationError: unable to retrieve secrets from ssm: AccessDeniedException: User: arn:role is not authorized to perform: ssm:GetParameters on resource: /app/db because",
        Cause::ParameterDenied,
        "the execution role may not read the parameter /app/db",
    ),
    (
        "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1",
        Cause::LogGroupMissing,
        "the log group does not exist",
    ),
    (
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes",
        Cause::VolumeFailed,
        "a volume could not be mounted",
    ),
    (
        "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration.",
        Cause::NoRoute,
        "the task has no connection to AWS or to the registry",
    ),
    (
        "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-1': InsufficientFreeAddressesInSubnet",
        Cause::NoAddresses,
        "subnet-1 has no free address",
    ),
    (
        "CannotStartContainerError: failed to create task for container: exec: \"/app\": no such file",
        Cause::ContainerNotStarted,
        "a container could not be started",
    ),
    (
        "(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.",
        Cause::NoCapacity,
        "AWS has no capacity for the task at the moment",
    ),
    (
        "(service web) was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded.",
        Cause::NoCapacity,
        "AWS has no capacity for the task at the moment",
    ),
    (
        "(service web) was unable to place a task. Reason: You’ve reached the limit on the number of vCPUs you can run concurrently.",
        Cause::QuotaReached,
        "the account's quota for tasks is used up",
    ),
    (
        "(service web) was unable to place a task. Reason: The requested MEMORY configuration is above your limit.",
        Cause::QuotaReached,
        "the account's quota for tasks is used up",
    ),
    (
        "(service web) was unable to place a task because no container instance met all of its requirements. The closest matching container-instance I has insufficient CPU units available.",
        Cause::NoInstance,
        "no container instance has room for the task",
    ),
    (
        "(service web) was unable to place a task because no container instance met all of its requirements. The closest matching container-instance is already using a port required by your task.",
        Cause::PortInUse,
        "a container cannot listen on its port, which is in use",
    ),
    (
        "(service web) was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.",
        Cause::NoInstance,
        "no container instance has room for the task",
    ),
    (
        "ECS was unable to assume the role 'arn:aws:iam::1:role/task' that was provided for this task. Please verify that the role being passed has the proper trust relationship",
        Cause::RoleNotAssumable,
        "ECS may not assume the role arn:aws:iam::1:role/task",
    ),
    (
        "IAM permissions policies have been misconfigured or changed, and ECS can no longer maintain your service",
        Cause::ServiceRoleDenied,
        "ECS lost the permissions that it needs for the service",
    ),
    (
        "(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.",
        Cause::PercentLeavesNoRoom,
        "minimum and maximum percent leave no room for a new task",
    ),
    (
        "(service web) was unable to reach steady state because task set (ecs-svc/1) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks",
        Cause::ProtectedTasks,
        "tasks that are protected from scale-in hold the rollout",
    ),
    (
        "(service web) operations are being throttled on elb. Will try again later.",
        Cause::Throttled,
        "AWS throttles ECS's calls for the service",
    ),
    (
        "(service web) (task 1) (port 8080) is unhealthy in (target-group arn:aws:elasticloadbalancing:r:1:targetgroup/web/12) due to (reason Health checks failed with these codes: [404]).",
        Cause::TargetUnhealthy,
        "the health check of web fails on port 8080: Health checks failed with these codes: [404]",
    ),
    (
        "(service web) (task 1) (port 8080) is unhealthy in (target-group arn:aws:elasticloadbalancing:r:1:targetgroup/web/12) due to (reason Request timed out).",
        Cause::TargetUnreachable,
        "the health check of web gets no answer on port 8080: Request timed out",
    ),
    (
        "(service web) task set (ecs-svc/1) (task 1) is not healthy in target-group (arn) due to TARGET GROUP IS NOT FOUND.",
        Cause::TargetGroupMissing,
        "the service's target group does not exist",
    ),
    (
        "(service web) (task 1) failed container health checks.",
        Cause::ContainerUnhealthy,
        "the health check of a container fails",
    ),
    (
        "Service deployment rolled back because of one or more active alarms.",
        Cause::Alarm,
        "an alarm went off",
    ),
    (
        "Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed. Lifecycle hook target arn returned FAILED status.",
        Cause::HookFailed,
        "a lifecycle hook failed",
    ),
];

#[test]
fn each_message_gives_its_cause_away() {
    for (message, cause, summary) in MESSAGES {
        let evidence = Evidence { messages: vec![message.to_owned()], ..Evidence::default() };
        let found = causes(&evidence, &[]);
        let found: Vec<_> = found.iter().map(|one| (one.cause, one.summary.as_str())).collect();
        assert_eq!(found, [(cause, summary)], "{message}");
    }
}

#[test]
fn messages_that_are_no_cause_are_none() {
    let harmless = [
        "(service web) has reached a steady state.",
        "(service web) has started 2 tasks: (task 1) (task 2).",
        "(service web) registered 2 targets in (target-group arn)",
        "(service web) (deployment ecs-svc/1) deployment failed: tasks failed to start.",
        "(service web) rolling back to deployment ecs-svc/0.",
        "(service web) is AZ balanced with 2 tasks in a, 2 tasks in b.",
    ];
    let messages: Vec<_> = harmless.iter().map(|message| (*message).to_owned()).collect();
    assert_eq!(causes(&Evidence { messages, ..Evidence::default() }, &[]), []);
}

#[test]
fn a_cause_that_is_told_several_times_is_one() {
    let full = "(service web) was unable to place a task. Reason: Capacity is unavailable at this time.";
    let messages = vec![full.to_owned(), full.to_owned()];
    assert_eq!(causes(&Evidence { messages, ..Evidence::default() }, &[]).len(), 1);
}
