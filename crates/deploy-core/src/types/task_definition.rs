//! References to task definitions: an ARN, `family:revision`, or the family alone, which means its newest revision.

use std::fmt;

use serde::{Serialize, Serializer};

/// A reference to a task definition, as AWS or Terraform gives it. Shown and serialised as `family:revision`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskDefinitionRef(String);

impl TaskDefinitionRef {
    /// The reference as it was given.
    pub fn as_given(&self) -> &str {
        &self.0
    }

    /// `family:revision`, or the family where no revision is named.
    pub fn short(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, short)| short)
    }

    /// The family.
    pub(crate) fn family(&self) -> &str {
        self.short().split_once(':').map_or(self.short(), |(family, _)| family)
    }

    /// Whether one revision is meant, and not the newest of a family.
    pub fn has_revision(&self) -> bool {
        self.short().contains(':')
    }

    /// Whether this reference means `definition`, which is an ARN or `family:revision`.
    pub fn means(&self, definition: &Self) -> bool {
        let short = definition.short();
        self.0 == definition.0
            || self.0 == short
            || short.split_once(':').is_some_and(|(family, _)| family == self.0)
    }
}

impl From<&str> for TaskDefinitionRef {
    fn from(given: &str) -> Self {
        Self(given.to_owned())
    }
}

impl From<String> for TaskDefinitionRef {
    fn from(given: String) -> Self {
        Self(given)
    }
}

impl fmt::Display for TaskDefinitionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.short())
    }
}

impl Serialize for TaskDefinitionRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.short())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_means_the_revision_of_its_arn() {
        let arn = TaskDefinitionRef::from("arn:aws:ecs:us-east-1:123456789012:task-definition/web:3");
        for given in [arn.as_given(), "web:3", "web"] {
            assert!(TaskDefinitionRef::from(given).means(&arn), "{given}");
        }
        for other in ["web:2", "we", "arn:aws:ecs:us-east-1:123456789012:task-definition/web:2", ""] {
            assert!(!TaskDefinitionRef::from(other).means(&arn), "{other}");
        }
        assert_eq!(arn.to_string(), "web:3");
        assert!(arn.has_revision() && !TaskDefinitionRef::from("web").has_revision());
    }
}
