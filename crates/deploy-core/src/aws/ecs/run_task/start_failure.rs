//! What to do about a one-off task that did not start: as for a service, but with the options that choose where it runs.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html>

use super::super::diagnosis::{cause_of, fix};
use crate::error::{Hint, Setting, Suggestion};
use crate::event::Cause;

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html>. AWS says which sizes there are,
/// and new ones come: this list only helps where AWS has refused.
pub(in crate::aws::ecs) const FARGATE_SIZES: &str = "Fargate has, as CPU units with MiB of memory: 256 with 512, 1024 or 2048; 512 with 1024 to 4096; 1024 with 2048 to 8192; 2048 with 4096 to 16384; 4096 with 8192 to 30720, each in steps of 1024";

/// What to do about this message, if its cause is known.
pub(in crate::aws::ecs) fn hints_for(message: &str) -> Vec<Hint> {
    cause_of(message).map(hints).unwrap_or_default()
}

fn hints(cause: Cause) -> Vec<Hint> {
    let text = |sentence: &str| vec![sentence.into()];
    let set = |setting, sentence: &str| vec![Hint::set(setting, sentence)];
    match cause {
        Cause::ImageMissing => vec![
            Hint::run(Suggestion::Push { tag: None }, "push the image first: {}"),
            Hint::set(Setting::Tag, "choose another image with {}"),
        ],
        Cause::ImagePullDenied => {
            text("the execution role and the repository's policy must allow the task to pull the image")
        }
        Cause::ImagePullFailed => set(
            Setting::PublicIp,
            "the image must be there for the task's platform, and the subnet must reach the registry: a NAT gateway, VPC endpoints, or {}",
        ),
        Cause::SecretDenied | Cause::ParameterDenied => {
            text("the execution role needs the permission that the message names")
        }
        Cause::LogGroupMissing => text("create the log group in Terraform"),
        Cause::SecretMissing => {
            text("create the secret, or fix its name under `secrets` in the task definition")
        }
        Cause::ParameterMissing => {
            text("create the parameter, or fix its name under `secrets` in the task definition")
        }
        Cause::NoRoute => set(
            Setting::PublicIp,
            "the subnet must reach what the task needs before it starts: a NAT gateway, VPC endpoints, or {}",
        ),
        Cause::NoAddresses => set(Setting::Subnet, "choose a subnet that has free addresses with {}"),
        Cause::NoCapacity => set(Setting::Subnet, "try again, or name subnets of another zone with {}"),
        other => fix(other).map(Hint::from).into_iter().collect(),
    }
}
