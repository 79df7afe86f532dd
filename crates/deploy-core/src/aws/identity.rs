//! Who credentials belong to.

use std::fmt;

use crate::types::AccountId;

/// Who the credentials belong to.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub(crate) account: AccountId,
    /// The ARN of the user or role.
    pub(crate) arn: String,
}

/// `123456789012 (ARN)`.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.account, self.arn)
    }
}
