//! ARNs, and the short names inside them.
//!
//! The long ARN format is used throughout (Developer Guide, "Amazon Resource Names (ARNs) and IDs"). Callers
//! may give either the ARN or the name; [`last`] reads both.

use crate::api::ApiError;
use crate::ecs::input::invalid;

/// The account and region of all resources.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Location {
    /// Twelve digits.
    pub(crate) account: String,
    /// E.g. `us-east-1`.
    pub(crate) region: String,
}

impl Location {
    /// The ARN of something of ECS, e.g. `cluster/main`.
    pub(crate) fn arn(&self, resource: &str) -> String {
        format!("arn:aws:ecs:{}:{}:{resource}", self.region, self.account)
    }
}

/// The name in an ARN or a path, or the name itself.
pub(crate) fn last(name_or_arn: &str) -> &str {
    name_or_arn.rsplit('/').next().unwrap_or(name_or_arn)
}

/// The name of a cluster in the ARN of something inside it: `arn:…:service/CLUSTER/NAME`.
pub(crate) fn cluster_in(arn: &str) -> Option<&str> {
    let mut parts = arn.split('/');
    parts.next()?.starts_with("arn:").then_some(())?;
    let cluster = parts.next()?;
    parts.next().map(|_| cluster)
}

/// Refuses an ARN of another cluster than the call names.
pub(crate) fn same_cluster(cluster: &str, arn_or_name: &str) -> Result<(), ApiError> {
    match cluster_in(arn_or_name) {
        Some(other) if other != cluster => Err(invalid("Identifiers are for a different cluster.")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_arns_and_from_themselves() {
        assert_eq!(last("arn:aws:ecs:us-east-1:123456789012:service/main/web"), "web");
        assert_eq!(last("web"), "web");
        assert_eq!(cluster_in("arn:aws:ecs:us-east-1:123456789012:service/main/web"), Some("main"));
        assert_eq!(cluster_in("arn:aws:ecs:us-east-1:123456789012:cluster/main"), None);
        assert_eq!(cluster_in("web"), None);
    }
}
