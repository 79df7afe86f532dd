//! The lines of `apply -json` (<https://developer.hashicorp.com/terraform/internals/machine-readable-ui>).

use serde::Deserialize;

use crate::terraform::diagnostics::Diagnostic;

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Message {
    ApplyStart {
        hook: Hook,
    },
    ApplyProgress {
        hook: Hook,
    },
    ApplyComplete {
        hook: Hook,
    },
    ProvisionProgress {
        hook: Provisioning,
    },
    Diagnostic {
        diagnostic: Diagnostic,
    },
    /// Plain notices: an interrupt was received.
    Log {
        #[serde(rename = "@message")]
        message: String,
    },
    /// The end of a plan or an apply, where it has come to its end.
    ChangeSummary {
        changes: Summary,
    },
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
pub(super) struct Summary {
    /// `plan`, `apply` or `destroy`.
    #[serde(default)]
    pub(super) operation: String,
}

/// What happens to a resource.
#[derive(Debug, Deserialize)]
pub(super) struct Hook {
    pub(super) resource: Resource,
    pub(super) action: String,
    #[serde(default)]
    pub(super) elapsed_seconds: u64,
    /// Only where it is done.
    #[serde(default)]
    pub(super) id_value: Option<String>,
}

impl Hook {
    /// Reading a data source changes nothing.
    pub(super) fn is_change(&self) -> bool {
        self.action != "read"
    }

    /// Address, action and seconds.
    pub(super) fn parts(&self) -> (String, String, u64) {
        (self.resource.address.clone(), self.action.clone(), self.elapsed_seconds)
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Resource {
    #[serde(rename = "addr")]
    pub(super) address: String,
}

/// A line that a provisioner prints.
#[derive(Debug, Deserialize)]
pub(super) struct Provisioning {
    pub(super) resource: Resource,
    #[serde(default)]
    pub(super) output: String,
}

/// One change that was done.
#[derive(Debug)]
pub(crate) struct Change {
    /// `create`, `update`, `delete`, …; what is replaced is deleted and created.
    pub(crate) action: String,
    /// The resource's id; an ECS service's is its ARN.
    pub(crate) id: Option<String>,
}
