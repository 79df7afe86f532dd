//! What to do about a task that did not start, by AWS's own words for the cause.
//!
//! What a reader would get wrong: the words come in several combinations, so the more special signatures stand first.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html>

/// The words that a cause must have, all of them, and what to do then.
const HINTS: [(&[&str], &str); 10] = [
    (
        &["CannotPullContainerError", "not found"],
        "the registry must have that image: `deploy push` brings it there, and --tag chooses another one",
    ),
    (
        &["CannotPullContainerError", "403 Forbidden"],
        "the execution role and the repository's policy must let the task pull the image",
    ),
    (
        &["CannotPullContainerError"],
        "the image must be there for the task's platform, and the subnet must reach the registry: a NAT gateway, VPC endpoints, or --public-ip",
    ),
    (
        &["ResourceInitializationError", "AccessDenied"],
        "the execution role must be allowed what the message names",
    ),
    (&["ResourceInitializationError", "log group does not exist"], "make the log group before, in Terraform"),
    (
        &["ResourceInitializationError", "ResourceNotFoundException"],
        "make the secret, or mend its name under `secrets` in the task definition",
    ),
    (
        &["ResourceInitializationError", "invalid parameters"],
        "make the parameter, or mend its name under `secrets` in the task definition",
    ),
    (
        &["ResourceInitializationError"],
        "the subnet must reach what the task needs before it starts: a NAT gateway, VPC endpoints, or --public-ip",
    ),
    (&["InsufficientFreeAddresses"], "choose a subnet that has free addresses with --subnet"),
    (&["Capacity is unavailable"], "try again, or name subnets of another zone with --subnet"),
];

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html>. AWS says which sizes there are,
/// and new ones come: this list only helps where AWS has refused.
pub(in crate::aws::ecs) const FARGATE_SIZES: &str = "Fargate has, as CPU units with MiB of memory: 256 with 512, 1024 or 2048; 512 with 1024 to 4096; 1024 with 2048 to 8192; 2048 with 4096 to 16384; 4096 with 8192 to 30720, each in steps of 1024";

/// What to do about this cause, if that is known.
pub(in crate::aws::ecs) fn hint_for(cause: &str) -> Option<&'static str> {
    let found = HINTS.iter().find(|(words, _)| words.iter().all(|word| cause.contains(word)));
    found.map(|(_, hint)| *hint)
}
