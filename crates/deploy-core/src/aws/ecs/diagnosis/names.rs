//! The names that AWS's messages hold: of an image, a secret, a role, a subnet, a target group.

/// What stands between two texts; up to the end, or the next space, where the second one is missing.
fn between<'a>(message: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = message.split_once(start)?;
    let found = rest
        .split_once(end)
        .map_or_else(|| rest.split_whitespace().next().unwrap_or(rest), |(found, _)| found);
    let found = found.trim_matches(|letter: char| "'\"`‘’ ".contains(letter));
    (!found.is_empty()).then_some(found)
}

pub(super) fn image(message: &str) -> Option<&str> {
    between(message, "failed to resolve ref ", ": ")
        .or_else(|| between(message, "cannot pull ‘", "’"))
        .or_else(|| between(message, "pull access denied for ", ","))
}

/// The name or ARN of a secret or a parameter.
pub(super) fn secret(message: &str) -> Option<&str> {
    between(message, "failed to fetch secret ", " ")
        .or_else(|| between(message, "the secret with ARN ", " "))
        .or_else(|| between(message, "invalid parameters: ", " "))
        .or_else(|| between(message, "on resource: ", " "))
}

pub(super) fn role(message: &str) -> Option<&str> {
    between(message, "assume the role '", "'").or_else(|| between(message, "User: ", " "))
}

pub(super) fn subnet(message: &str) -> Option<&str> {
    between(message, "subnet '", "'")
}

/// The target group's own name, from its ARN.
pub(super) fn target_group(message: &str) -> Option<&str> {
    let arn = between(message, "(target-group ", ")")?;
    Some(arn.split('/').nth(1).unwrap_or(arn))
}

pub(super) fn port(message: &str) -> Option<&str> {
    between(message, "(port ", ")")
}

/// The reason that a load balancer gives.
pub(super) fn target_reason(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("due to (reason ")?;
    let rest = rest.trim_end().trim_end_matches('.');
    Some(rest.strip_suffix(')').unwrap_or(rest))
}

/// The platform that the registry's image does not have.
pub(super) fn platform(message: &str) -> Option<&str> {
    between(message, "matching platform '", "'")
}
