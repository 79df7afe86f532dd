//! A cause in one sentence, with the names that AWS's words, the containers and the log hold.

use super::names;
use crate::event::{Cause, LogExcerpt, StoppedContainer};

/// What was seen of a cause.
pub(super) struct Seen<'a> {
    /// AWS's words.
    pub(super) words: &'a str,
    /// What the load balancer's health check says, as an event of the service has it.
    pub(super) health: Option<&'a str>,
    /// The container that failed.
    pub(super) container: Option<&'a StoppedContainer>,
    /// Its image.
    pub(super) image: Option<&'a str>,
    pub(super) log: Option<&'a LogExcerpt>,
}

impl Seen<'_> {
    fn container(&self) -> String {
        self.container
            .map_or_else(|| "a container".to_owned(), |container| format!("container {}", container.name))
    }

    fn image(&self) -> &str {
        names::image(self.words).or(self.image).unwrap_or("the image")
    }

    fn exit_code(&self) -> String {
        let code = self.container.and_then(|container| container.exit_code);
        code.map_or_else(|| "without an exit code".to_owned(), |code| format!("with exit code {code}"))
    }

    /// The last line of the log that is not empty.
    fn last_line(&self) -> Option<&str> {
        self.log?.lines.iter().rev().map(|line| line.trim()).find(|line| !line.is_empty())
    }
}

/// The sentence, without a full stop.
pub(super) fn sentence(cause: Cause, seen: &Seen<'_>) -> String {
    of_image(cause, seen)
        .or_else(|| of_start(cause, seen))
        .or_else(|| of_end(cause, seen))
        .or_else(|| of_health(cause, seen))
        .unwrap_or_else(|| of_service(cause, seen))
}

fn of_image(cause: Cause, seen: &Seen<'_>) -> Option<String> {
    let image = seen.image();
    Some(match cause {
        Cause::ImageMissing => format!("the registry does not have {image}"),
        Cause::ImagePullDenied => format!("the task may not pull {image}"),
        Cause::ImagePullThrottled => format!("the registry limits pulls of {image}"),
        Cause::ImagePullFailed => format!("{image} could not be pulled"),
        Cause::WrongPlatform => match names::platform(seen.words) {
            Some(platform) => format!("{image} is not built for {platform}"),
            None => format!("{image} is built for another platform than the task runs on"),
        },
        _ => return None,
    })
}

fn of_start(cause: Cause, seen: &Seen<'_>) -> Option<String> {
    let secret = names::secret(seen.words).map(|name| format!(" {name}")).unwrap_or_default();
    Some(match cause {
        Cause::SecretMissing => {
            format!("the secret{secret} does not exist, or has not the key that is asked for")
        }
        Cause::SecretDenied => format!("the execution role may not read the secret{secret}"),
        Cause::ParameterMissing => format!("the parameter{secret} does not exist"),
        Cause::ParameterDenied => format!("the execution role may not read the parameter{secret}"),
        Cause::LogGroupMissing => match seen.log {
            Some(log) => format!("the log group {} does not exist", log.group),
            None => "the log group does not exist".to_owned(),
        },
        Cause::VolumeFailed => "a volume could not be mounted".to_owned(),
        Cause::DiskFull => "the task's disk is full".to_owned(),
        Cause::NoRoute => "the task has no connection to AWS or to the registry".to_owned(),
        Cause::NoAddresses => match names::subnet(seen.words) {
            Some(subnet) => format!("{subnet} has no free address"),
            None => "the subnet has no free address".to_owned(),
        },
        Cause::ContainerNotStarted => format!("{} could not be started", seen.container()),
        _ => return None,
    })
}

fn of_end(cause: Cause, seen: &Seen<'_>) -> Option<String> {
    let container = seen.container();
    let line = seen.last_line().map(|line| format!(": {line}")).unwrap_or_default();
    Some(match cause {
        Cause::OutOfMemory if seen.words.to_lowercase().contains("memory") => {
            format!("{container} ran out of memory")
        }
        Cause::OutOfMemory => format!("{container} was killed (exit code 137), most likely for its memory"),
        Cause::PortInUse => format!("{container} cannot listen on its port, which is in use{line}"),
        Cause::ApplicationExited => format!("{container} ended {}{line}", seen.exit_code()),
        Cause::SidecarExited => {
            format!("{container} is essential and ended {}{line}", seen.exit_code())
        }
        Cause::StoppedByUser => "a user or a program stopped the task".to_owned(),
        Cause::SpotInterrupted => "AWS took the spot capacity back".to_owned(),
        _ => return None,
    })
}

fn of_health(cause: Cause, seen: &Seen<'_>) -> Option<String> {
    let words = seen.health.unwrap_or(seen.words);
    let group = names::target_group(words).map(|name| format!(" of {name}")).unwrap_or_default();
    let port = names::port(words).map(|port| format!(" on port {port}")).unwrap_or_default();
    let reason = names::target_reason(words).map(|reason| format!(": {reason}")).unwrap_or_default();
    Some(match cause {
        Cause::ContainerUnhealthy => format!("the health check of {} fails", seen.container()),
        Cause::TargetUnhealthy => format!("the health check{group} fails{port}{reason}"),
        Cause::TargetUnreachable => format!("the health check{group} gets no answer{port}{reason}"),
        Cause::TargetGroupMissing => "the service's target group does not exist".to_owned(),
        _ => return None,
    })
}

fn of_service(cause: Cause, seen: &Seen<'_>) -> String {
    match cause {
        Cause::NoCapacity => "AWS has no capacity for the task at the moment".to_owned(),
        Cause::QuotaReached => "the account's quota for tasks is used up".to_owned(),
        Cause::NoInstance => "no container instance has room for the task".to_owned(),
        Cause::RoleNotAssumable => match names::role(seen.words) {
            Some(role) => format!("ECS may not assume the role {role}"),
            None => "ECS may not assume a role of the service".to_owned(),
        },
        Cause::ServiceRoleDenied => "ECS lost the permissions that it needs for the service".to_owned(),
        Cause::PercentLeavesNoRoom => "minimum and maximum percent leave no room for a new task".to_owned(),
        Cause::ProtectedTasks => "tasks that are protected from scale-in hold the rollout".to_owned(),
        Cause::Throttled => "AWS throttles ECS's calls for the service".to_owned(),
        Cause::Alarm => "an alarm went off".to_owned(),
        Cause::HookFailed => "a lifecycle hook failed".to_owned(),
        _ => seen.words.to_owned(),
    }
}
