//! What to do about a task that did not start, by AWS's own words for the cause.
//!
//! What a reader would get wrong: the words come in several combinations, so the more special signatures stand first.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html>

use crate::error::{Hint, Setting, Suggestion};

/// A hint, in a form that a constant can have.
enum Advice {
    Text(&'static str),
    PushOrTag(&'static str, &'static str),
    Set(Setting, &'static str),
}

impl Advice {
    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Text(sentence) => vec![(*sentence).into()],
            Self::Set(setting, sentence) => vec![Hint::set(*setting, *sentence)],
            Self::PushOrTag(push, tag) => {
                vec![Hint::run(Suggestion::Push { tag: None }, *push), Hint::set(Setting::Tag, *tag)]
            }
        }
    }
}

/// The words that a cause must have, all of them, and what to do then.
const HINTS: [(&[&str], Advice); 10] = [
    (
        &["CannotPullContainerError", "not found"],
        Advice::PushOrTag("push the image first: {}", "choose another image with {}"),
    ),
    (
        &["CannotPullContainerError", "403 Forbidden"],
        Advice::Text("the execution role and the repository's policy must allow the task to pull the image"),
    ),
    (
        &["CannotPullContainerError"],
        Advice::Set(
            Setting::PublicIp,
            "the image must be there for the task's platform, and the subnet must reach the registry: a NAT gateway, VPC endpoints, or {}",
        ),
    ),
    (
        &["ResourceInitializationError", "AccessDenied"],
        Advice::Text("the execution role needs the permission that the message names"),
    ),
    (
        &["ResourceInitializationError", "log group does not exist"],
        Advice::Text("create the log group in Terraform"),
    ),
    (
        &["ResourceInitializationError", "ResourceNotFoundException"],
        Advice::Text("create the secret, or fix its name under `secrets` in the task definition"),
    ),
    (
        &["ResourceInitializationError", "invalid parameters"],
        Advice::Text("create the parameter, or fix its name under `secrets` in the task definition"),
    ),
    (
        &["ResourceInitializationError"],
        Advice::Set(
            Setting::PublicIp,
            "the subnet must reach what the task needs before it starts: a NAT gateway, VPC endpoints, or {}",
        ),
    ),
    (
        &["InsufficientFreeAddresses"],
        Advice::Set(Setting::Subnet, "choose a subnet that has free addresses with {}"),
    ),
    (
        &["Capacity is unavailable"],
        Advice::Set(Setting::Subnet, "try again, or name subnets of another zone with {}"),
    ),
];

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html>. AWS says which sizes there are,
/// and new ones come: this list only helps where AWS has refused.
pub(in crate::aws::ecs) const FARGATE_SIZES: &str = "Fargate has, as CPU units with MiB of memory: 256 with 512, 1024 or 2048; 512 with 1024 to 4096; 1024 with 2048 to 8192; 2048 with 4096 to 16384; 4096 with 8192 to 30720, each in steps of 1024";

/// What to do about this cause, if that is known.
pub(in crate::aws::ecs) fn hints_for(cause: &str) -> Vec<Hint> {
    let found = HINTS.iter().find(|(words, _)| words.iter().all(|word| cause.contains(word)));
    found.map(|(_, advice)| advice.hints()).unwrap_or_default()
}
