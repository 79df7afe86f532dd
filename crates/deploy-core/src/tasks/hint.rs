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

/// What to do about this cause, if that is known.
pub(super) fn hint_for(cause: &str) -> Option<&'static str> {
    let found = HINTS.iter().find(|(words, _)| words.iter().all(|word| cause.contains(word)));
    found.map(|(_, hint)| *hint)
}
