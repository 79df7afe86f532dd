//! What is likely to fix a cause, and AWS's page about it.

use crate::event::Cause;

/// What is likely to fix it; none where that depends on more than the cause.
pub(in crate::aws::ecs) fn fix(cause: Cause) -> Option<&'static str> {
    image_fix(cause).or_else(|| start_fix(cause)).or_else(|| health_fix(cause)).or_else(|| service_fix(cause))
}

fn image_fix(cause: Cause) -> Option<&'static str> {
    Some(match cause {
        Cause::ImageMissing => "build and push the image, or apply a tag that the registry has",
        Cause::ImagePullDenied => {
            "allow the execution role to pull: ecr:GetAuthorizationToken, ecr:BatchGetImage, \
             ecr:GetDownloadUrlForLayer, and the repository's own policy if it is in another account"
        }
        Cause::ImagePullThrottled => {
            "pull from ECR (a copy, or a pull-through cache) instead of the public registry"
        }
        Cause::WrongPlatform => {
            "build the image for the task's platform (`platform: linux/amd64` in the build file), or set \
             `runtime_platform` of the task definition to the image's"
        }
        Cause::DiskFull => "raise `ephemeral_storage` of the task definition",
        _ => return None,
    })
}

fn start_fix(cause: Cause) -> Option<&'static str> {
    Some(match cause {
        Cause::SecretMissing => "create the secret, or fix its name under `secrets` in the task definition",
        Cause::ParameterMissing => {
            "create the parameter, or fix its name under `secrets` in the task definition"
        }
        Cause::SecretDenied => {
            "allow the execution role secretsmanager:GetSecretValue on the secret (and kms:Decrypt on its key)"
        }
        Cause::ParameterDenied => {
            "allow the execution role ssm:GetParameters on the parameter (and kms:Decrypt on its key)"
        }
        Cause::LogGroupMissing => "create the log group in Terraform",
        Cause::VolumeFailed => {
            "check the file system's mount targets, its security group (port 2049) and the task role's rights"
        }
        Cause::NoRoute => {
            "give the task's subnets a route: a NAT gateway, VPC endpoints, or a public address; and let its security \
             groups out"
        }
        Cause::NoCapacity => "apply again later, or add subnets in other zones or another capacity provider",
        Cause::QuotaReached => "ask AWS for a higher quota, or stop tasks that are not needed",
        Cause::NoAddresses => "free addresses of the subnet, or add a larger subnet to the service",
        Cause::NoInstance => "add container instances, or ask for less CPU, memory or fewer host ports",
        Cause::RoleNotAssumable => "let ecs-tasks.amazonaws.com assume the role in its trust policy",
        Cause::ContainerNotStarted => "check the image's entry point, and the command in the task definition",
        _ => return None,
    })
}

fn health_fix(cause: Cause) -> Option<&'static str> {
    Some(match cause {
        Cause::OutOfMemory => "raise the memory of the container or the task, or make the program use less",
        Cause::PortInUse => "let one container of the task listen on the port, or use dynamic host ports",
        Cause::SidecarExited => "keep it running, or set `essential = false` for it in the task definition",
        Cause::ContainerUnhealthy => {
            "run the health check's command in the image, or raise its `startPeriod` if the program starts slowly"
        }
        Cause::TargetUnhealthy => {
            "make the health check's path answer with the expected code, or raise \
             `health_check_grace_period_seconds` if the program starts slowly"
        }
        Cause::TargetUnreachable => {
            "make the program listen on 0.0.0.0 and the target group's port, and let the load balancer's security \
             group in"
        }
        Cause::TargetGroupMissing => "apply again: the service's target group was deleted",
        _ => return None,
    })
}

fn service_fix(cause: Cause) -> Option<&'static str> {
    Some(match cause {
        Cause::ServiceRoleDenied => "restore the permissions of the roles that the service uses",
        Cause::PercentLeavesNoRoom => {
            "raise `deployment_maximum_percent` or lower `deployment_minimum_healthy_percent`"
        }
        Cause::ProtectedTasks => {
            "wait until the tasks end their work, or remove their protection from scale-in"
        }
        Cause::SpotInterrupted => "run a base of tasks on FARGATE beside FARGATE_SPOT",
        _ => return None,
    })
}

/// AWS's page about it.
pub(super) fn page(cause: Cause) -> Option<&'static str> {
    Some(match cause {
        Cause::ImageMissing
        | Cause::ImagePullDenied
        | Cause::ImagePullThrottled
        | Cause::ImagePullFailed
        | Cause::DiskFull => {
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html"
        }
        Cause::SecretMissing
        | Cause::SecretDenied
        | Cause::ParameterMissing
        | Cause::ParameterDenied
        | Cause::LogGroupMissing
        | Cause::NoRoute => {
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html"
        }
        Cause::OutOfMemory => "https://repost.aws/knowledge-center/ecs-resolve-outofmemory-errors",
        Cause::TargetUnhealthy | Cause::TargetUnreachable | Cause::TargetGroupMissing => {
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-unhealthy-event-messages.html"
        }
        Cause::NoCapacity
        | Cause::QuotaReached
        | Cause::NoInstance
        | Cause::RoleNotAssumable
        | Cause::ServiceRoleDenied
        | Cause::PercentLeavesNoRoom
        | Cause::ProtectedTasks
        | Cause::Throttled => {
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html"
        }
        Cause::HookFailed => {
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html"
        }
        _ => return None,
    })
}
