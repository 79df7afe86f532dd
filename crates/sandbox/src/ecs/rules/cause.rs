//! What can go wrong with a task, and AWS's messages for it.
//!
//! The words are those of the Developer Guide: "Amazon ECS stopped tasks error messages",
//! "`CannotPullContainer` task errors in Amazon ECS", "`ResourceInitializationError` errors" and "Amazon ECS service
//! event messages". They are what a diagnosis has to recognise, so they are not shortened.

use std::time::Duration;

use crate::ecs::model::script::{ContainerExit, StartStage, TaskOutcome};
use crate::ecs::rules::task_context::TaskContext;

/// A cause by its name in the language of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    ImageMissing,
    PullDenied,
    NoRoute,
    WrongPlatform,
    SecretMissing,
    SecretDenied,
    ParameterMissing,
    ParameterDenied,
    LogGroupMissing,
    OutOfMemory,
    NoCapacity,
    QuotaReached,
    NoAddresses,
    PortInUse,
    RoleTrustMissing,
    SidecarEnded,
    UnhealthyContainer,
    UnhealthyTarget,
    WrongPort,
    TargetGroupMismatch,
}

/// Each cause with the words that name it in a rule.
pub(crate) const NAMES: [(Cause, &str); 20] = [
    (Cause::ImageMissing, "image missing"),
    (Cause::PullDenied, "pull denied"),
    (Cause::NoRoute, "no route"),
    (Cause::WrongPlatform, "wrong platform"),
    (Cause::SecretMissing, "secret missing"),
    (Cause::SecretDenied, "secret denied"),
    (Cause::ParameterMissing, "parameter missing"),
    (Cause::ParameterDenied, "parameter denied"),
    (Cause::LogGroupMissing, "log group missing"),
    (Cause::OutOfMemory, "out of memory"),
    (Cause::NoCapacity, "no capacity"),
    (Cause::QuotaReached, "quota reached"),
    (Cause::NoAddresses, "no addresses"),
    (Cause::PortInUse, "port in use"),
    (Cause::RoleTrustMissing, "role trust missing"),
    (Cause::SidecarEnded, "sidecar ended"),
    (Cause::UnhealthyContainer, "unhealthy container"),
    (Cause::UnhealthyTarget, "unhealthy load balancer"),
    (Cause::WrongPort, "wrong port"),
    (Cause::TargetGroupMismatch, "target group mismatch"),
];

/// How long a program runs before it fails by itself, at AWS.
const SOON: Duration = Duration::from_secs(2);

impl Cause {
    /// How a task with this cause fails.
    pub(crate) fn outcome(self, of: &TaskContext) -> TaskOutcome {
        match self {
            Self::ImageMissing | Self::PullDenied => {
                TaskOutcome::FailsToStart { stage: StartStage::Pulling, reason: self.pull_error(of) }
            }
            Self::NoRoute => {
                TaskOutcome::FailsToStart { stage: StartStage::Preparing, reason: route_error(of) }
            }
            Self::SecretMissing | Self::SecretDenied | Self::ParameterMissing | Self::ParameterDenied => {
                TaskOutcome::FailsToStart { stage: StartStage::Preparing, reason: self.secret_error(of) }
            }
            Self::LogGroupMissing => {
                TaskOutcome::FailsToStart { stage: StartStage::Preparing, reason: log_group_error() }
            }
            Self::NoAddresses => {
                TaskOutcome::FailsToStart { stage: StartStage::Provisioning, reason: address_error(of) }
            }
            Self::NoCapacity | Self::QuotaReached | Self::RoleTrustMissing => self.placement_error(of),
            Self::UnhealthyContainer => container_unhealthy(),
            Self::UnhealthyTarget | Self::WrongPort | Self::TargetGroupMismatch => self.target_unhealthy(),
            Self::WrongPlatform | Self::OutOfMemory | Self::PortInUse | Self::SidecarEnded => {
                TaskOutcome::ContainerExits(self.exit(of))
            }
        }
    }

    fn pull_error(self, of: &TaskContext) -> String {
        let (image, registry) = (of.image(), of.registry());
        match self {
            Self::ImageMissing => format!(
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref \
                 {image}: {image}: not found"
            ),
            _ => format!(
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref \
                 {image}: pulling from host {registry} failed with status code [manifests {tag}]: 403 Forbidden",
                tag = of.plan().tag().unwrap_or("latest"),
            ),
        }
    }

    fn secret_error(self, of: &TaskContext) -> String {
        let (secret, role) = (of.secret(), of.execution_role());
        let start = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource \
                     retrieval failed:";
        match self {
            Self::SecretMissing => format!(
                "{start} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch \
                 secret {secret} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the \
                 specified secret."
            ),
            Self::SecretDenied => format!(
                "{start} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch \
                 secret {secret} from secrets manager: AccessDeniedException: User: {role} is not authorized to \
                 perform: secretsmanager:GetSecretValue on resource: {secret} because no identity-based policy allows \
                 the secretsmanager:GetSecretValue action"
            ),
            Self::ParameterMissing => format!(
                "{start} unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid \
                 parameters: {secret}"
            ),
            _ => format!(
                "{start} unable to retrieve secrets from ssm: service call has been retried 1 time(s): \
                 AccessDeniedException: User: {role} is not authorized to perform: ssm:GetParameters on resource: \
                 {secret} because no identity-based policy allows the ssm:GetParameters action"
            ),
        }
    }

    fn placement_error(self, of: &TaskContext) -> TaskOutcome {
        match self {
            Self::NoCapacity => TaskOutcome::NotPlaced {
                reason: "Capacity is unavailable at this time. Please try again later or in a different \
                         availability zone"
                    .into(),
                role: false,
            },
            Self::QuotaReached => TaskOutcome::NotPlaced {
                reason: "You've reached the limit on the number of vCPUs you can run concurrently".into(),
                role: false,
            },
            _ => TaskOutcome::NotPlaced {
                reason: format!(
                    "ECS was unable to assume the role '{}' that was provided for this task. Please verify that the \
                     role being passed has the proper trust relationship and permissions and that your IAM user has \
                     permissions to pass this role.",
                    of.task_role()
                ),
                role: true,
            },
        }
    }

    fn target_unhealthy(self) -> TaskOutcome {
        let why = match self {
            Self::WrongPort => "Request timed out",
            Self::TargetGroupMismatch => "Health checks failed with these codes: [404]",
            _ => "Health checks failed",
        };
        TaskOutcome::Unhealthy { target: Some(why.into()) }
    }

    fn exit(self, of: &TaskContext) -> ContainerExit {
        let main = of.task_definition.main_container(None);
        let exit = ContainerExit { container: main, after: SOON, code: 1, reason: None, line: None };
        match self {
            Self::WrongPlatform => {
                let command = of.plan().command.first().map_or("/usr/local/bin/app", String::as_str);
                let line = Some(format!("exec {command}: exec format error"));
                ContainerExit { after: Duration::ZERO, code: 255, line, ..exit }
            }
            Self::OutOfMemory => {
                let reason = Some("OutOfMemoryError: Container killed due to memory usage".into());
                ContainerExit { code: 137, reason, ..exit }
            }
            Self::SidecarEnded => {
                let other = |at: &usize| *at != main && of.task_definition.containers[*at].essential;
                let sidecar = (0..of.task_definition.containers.len()).find(other).unwrap_or(main);
                ContainerExit { container: sidecar, code: 0, ..exit }
            }
            _ => ContainerExit {
                line: Some("listen tcp 0.0.0.0:80: bind: address already in use".into()),
                ..exit
            },
        }
    }
}

fn route_error(of: &TaskContext) -> String {
    format!(
        "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from \
         Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network \
         configuration. RequestError: send request failed caused by: Post \"https://api.ecr.{}.amazonaws.com/\": dial \
         tcp 10.0.0.10:443: i/o timeout",
        of.region
    )
}

fn log_group_error() -> String {
    "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to \
     create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1"
        .into()
}

fn address_error(of: &TaskContext) -> String {
    format!(
        "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment {} in \
         subnet '{}': InsufficientFreeAddressesInSubnet",
        if of.has_public_ip() { "enabled" } else { "disabled" },
        of.subnet(),
    )
}

fn container_unhealthy() -> TaskOutcome {
    TaskOutcome::Unhealthy { target: None }
}
