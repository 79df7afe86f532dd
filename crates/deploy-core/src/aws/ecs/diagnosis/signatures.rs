//! The words by which AWS's messages give their cause away.
//!
//! What a reader would get wrong: the words come in several combinations, so the more special signatures stand first.
//!
//! - <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html>
//! - <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html>
//! - <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html>

use crate::event::Cause;

/// Of what a message must have: each of the words, in any case.
type Signature = (&'static [&'static str], Cause);

/// A pull that fails. "not found" alone is not enough: a missing host is "not found", too.
const PULL: [Signature; 18] = [
    (&["toomanyrequests"], Cause::ImagePullThrottled),
    (&["too many requests"], Cause::ImagePullThrottled),
    (&["pull rate limit"], Cause::ImagePullThrottled),
    (&["no space left on device"], Cause::DiskFull),
    (&["matching platform"], Cause::WrongPlatform),
    (&["no matching manifest"], Cause::WrongPlatform),
    (&["403 forbidden"], Cause::ImagePullDenied),
    (&["401 unauthorized"], Cause::ImagePullDenied),
    (&["pull access denied"], Cause::ImagePullDenied),
    (&["no basic auth credentials"], Cause::ImagePullDenied),
    (&["has the permissions to pull"], Cause::ImagePullDenied),
    (&["accessdenied"], Cause::ImagePullDenied),
    (&["manifest unknown"], Cause::ImageMissing),
    (&["network configuration"], Cause::NoRoute),
    (&["i/o timeout"], Cause::NoRoute),
    (&["request canceled"], Cause::NoRoute),
    (&["no such host"], Cause::NoRoute),
    (&["not found"], Cause::ImageMissing),
];

/// What a task needs before its containers start.
const INITIALISATION: [Signature; 15] = [
    (&["accessdenied", "ssm"], Cause::ParameterDenied),
    (&["accessdenied", "secret"], Cause::SecretDenied),
    (&["log group does not exist"], Cause::LogGroupMissing),
    (&["log stream", "resourcenotfoundexception"], Cause::LogGroupMissing),
    (&["can't find the specified secret"], Cause::SecretMissing),
    (&["can't retrieve the secret", "resourcenotfoundexception"], Cause::SecretMissing),
    (&["from asm", "resourcenotfoundexception"], Cause::SecretMissing),
    (&["did not contain json key"], Cause::SecretMissing),
    (&["invalid parameters"], Cause::ParameterMissing),
    (&["parameternotfound"], Cause::ParameterMissing),
    (&["efs"], Cause::VolumeFailed),
    (&["connection issue"], Cause::NoRoute),
    (&["i/o timeout"], Cause::NoRoute),
    (&["request canceled"], Cause::NoRoute),
    (&["no such host"], Cause::NoRoute),
];

/// All other messages, of tasks and of services.
const OTHERS: [Signature; 37] = [
    (&["insufficientfreeaddresses"], Cause::NoAddresses),
    (&["unexpected ec2 error", "create network interface"], Cause::NoAddresses),
    (&["outofmemoryerror"], Cause::OutOfMemory),
    (&["killed due to memory usage"], Cause::OutOfMemory),
    (&["exec format error"], Cause::WrongPlatform),
    (&["no space left on device"], Cause::DiskFull),
    (&["address already in use"], Cause::PortInUse),
    (&["port is already allocated"], Cause::PortInUse),
    (&["already using a port required"], Cause::PortInUse),
    (&["cannotcreatevolumeerror"], Cause::VolumeFailed),
    (&["cannotstartcontainererror"], Cause::ContainerNotStarted),
    (&["containerruntimeerror"], Cause::ContainerNotStarted),
    (&["containerruntimetimeouterror"], Cause::ContainerNotStarted),
    (&["capacity is unavailable"], Cause::NoCapacity),
    (&["provisioning capacity limit"], Cause::NoCapacity),
    (&["no container instances were found in your capacity provider"], Cause::NoInstance),
    (&["reached the limit"], Cause::QuotaReached),
    (&["is above your limit"], Cause::QuotaReached),
    (&["unable to assume the role"], Cause::RoleNotAssumable),
    (&["iam trust relationship"], Cause::RoleNotAssumable),
    (&["iam permissions policies"], Cause::ServiceRoleDenied),
    (&["no container instance met all"], Cause::NoInstance),
    (&["taskfailedtostart: resource"], Cause::NoInstance),
    (&["placement constraint unsatisfied"], Cause::NoInstance),
    (&["minimumhealthypercent or maximumpercent"], Cause::PercentLeavesNoRoom),
    (&["protected tasks"], Cause::ProtectedTasks),
    (&["operations are being throttled"], Cause::Throttled),
    (&["target group is not found"], Cause::TargetGroupMissing),
    (&["failed container health checks"], Cause::ContainerUnhealthy),
    (&["unhealthy in", "target-group", "timed out"], Cause::TargetUnreachable),
    (&["unhealthy in", "target-group"], Cause::TargetUnhealthy),
    (&["failed elb health checks"], Cause::TargetUnhealthy),
    (&["is unhealthy in (elb"], Cause::TargetUnhealthy),
    (&["active alarms"], Cause::Alarm),
    (&["alarm detected"], Cause::Alarm),
    (&["lifecycle hook"], Cause::HookFailed),
    (&["pause hook"], Cause::HookFailed),
];

/// The cause that a message gives away; none if its words are not known.
pub(in crate::aws::ecs) fn cause_of(message: &str) -> Option<Cause> {
    let message = message.to_lowercase().replace('’', "'");
    let find = |all: &[Signature]| {
        all.iter().find(|(words, _)| words.iter().all(|word| message.contains(word))).map(|(_, cause)| *cause)
    };
    let is_pull = ["cannotpull", "cannot pull", "pull the image", "pull image"]
        .iter()
        .any(|word| message.contains(word));
    let is_initialisation = ["resourceinitializationerror", "can't retrieve the secret"]
        .iter()
        .any(|word| message.contains(word));
    if is_pull && !is_initialisation {
        return find(&PULL).or_else(|| unresolved(&message)).or(Some(Cause::ImagePullFailed));
    }
    if is_initialisation {
        return find(&INITIALISATION);
    }
    find(&OTHERS)
}

/// "failed to resolve ref" without a reason behind it is ECS's word for an image, or a pinned digest, that is gone.
fn unresolved(message: &str) -> Option<Cause> {
    message.contains("failed to resolve ref").then_some(Cause::ImageMissing)
}
