//! Why a rollout, or a service, fails: the known causes, and what was seen of each.

use serde::Serialize;

use super::stopped_containers::StoppedContainer;

/// A cause that AWS's words, an exit code, or a log line give away. Part of the JSON schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The registry has no such image.
    ImageMissing,
    /// The task may not pull the image.
    ImagePullDenied,
    /// The registry limits how often images are pulled.
    ImagePullThrottled,
    /// The image could not be pulled, for another reason.
    ImagePullFailed,
    /// The image is for another processor or operating system.
    WrongPlatform,
    /// A secret does not exist, or has not the key that is asked for.
    SecretMissing,
    /// The execution role may not read a secret.
    SecretDenied,
    /// A parameter does not exist.
    ParameterMissing,
    /// The execution role may not read a parameter.
    ParameterDenied,
    /// The log group does not exist.
    LogGroupMissing,
    /// A volume could not be mounted.
    VolumeFailed,
    /// The task's disk is full.
    DiskFull,
    /// The task has no network connection to what it needs before it starts.
    NoRoute,
    /// A container took more memory than it has.
    OutOfMemory,
    /// A container of the application ended by itself.
    ApplicationExited,
    /// Another essential container ended.
    SidecarExited,
    /// A container could not be started: its command does not exist, for instance.
    ContainerNotStarted,
    /// The container's own health check fails.
    ContainerUnhealthy,
    /// The load balancer's health check gets a wrong answer.
    TargetUnhealthy,
    /// The load balancer's health check gets no answer.
    TargetUnreachable,
    /// The target group does not exist any more.
    TargetGroupMissing,
    /// A port is taken already.
    PortInUse,
    /// AWS has no capacity left.
    NoCapacity,
    /// The account's quota is used up.
    QuotaReached,
    /// The subnet has no free address.
    NoAddresses,
    /// No container instance has room for a task.
    NoInstance,
    /// ECS may not assume a role.
    RoleNotAssumable,
    /// ECS may not do any more what it needs for the service.
    ServiceRoleDenied,
    /// Minimum and maximum percent leave no room for a task.
    PercentLeavesNoRoom,
    /// Tasks that are protected from scale-in hold the rollout.
    ProtectedTasks,
    /// ECS's calls to other services are throttled.
    Throttled,
    /// A task was taken away with its spot capacity.
    SpotInterrupted,
    /// A user, or another program, stopped a task.
    StoppedByUser,
    /// An alarm of `CloudWatch` ended the deployment.
    Alarm,
    /// A lifecycle hook ended the deployment.
    HookFailed,
    /// Tasks have not started yet.
    Pending,
    /// None of these: AWS's own words are all there is.
    Unknown,
}

/// A cause, and what was seen of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FailureCause {
    /// Which.
    pub cause: Cause,
    /// The cause in one sentence, with the names that are known.
    pub summary: String,
    /// How many tasks it concerns; 0 where ECS made no task, or says only this of the service.
    pub tasks: usize,
    /// AWS's own words: a task's `stoppedReason`, or an event of the service.
    pub reason: String,
    /// The containers that ended with a code other than 0, with a reason, or unhealthy.
    pub containers: Vec<StoppedContainer>,
    /// The last log lines of the container that failed.
    pub log: Option<LogExcerpt>,
    /// What is likely to fix it.
    pub fix: Option<&'static str>,
    /// AWS's page about it.
    pub page: Option<&'static str>,
}

/// The end of a container's log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LogExcerpt {
    /// The container's name.
    pub container: String,
    /// The log group.
    pub group: String,
    /// The stream of the task.
    pub stream: String,
    /// The last lines, oldest first.
    pub lines: Vec<String>,
}
