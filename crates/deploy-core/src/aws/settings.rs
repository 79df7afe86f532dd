//! What `deploy.toml` says of the account of an environment, and where calls go.

use super::error::Error;
use crate::env_var;
use crate::types::{AccountId, EnvName, RoleArn};

/// What `deploy.toml` says of the account of an environment; the rest is the SDK's own chain (environment, profile, SSO,
/// role).
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) environment: EnvName,
    /// Any other is refused.
    pub(crate) account: Option<AccountId>,
    /// A profile of `~/.aws/config`, before `AWS_PROFILE`.
    pub(crate) profile: Option<String>,
    /// The role to assume for calls to the environment's account.
    pub(crate) role: Option<RoleArn>,
    /// Any other in `AWS_REGION` is refused.
    pub(crate) region: Option<String>,
}

/// Where calls go, and with whose credentials.
#[derive(Clone, Debug, Default)]
pub(crate) struct Location {
    /// As STS says; none before it was asked.
    pub(crate) account: Option<AccountId>,
    pub(crate) region: Option<String>,
    /// The profile that the credentials come from.
    pub(crate) profile: Option<String>,
    /// The profile of `deploy.toml` that keys in the environment take the place of.
    pub(crate) replaced_profile: Option<String>,
    /// The role that is assumed.
    pub(crate) role: Option<RoleArn>,
    /// The endpoint of all services, where it is overridden.
    pub(crate) endpoint: Option<String>,
}

/// The region that the environment says, with the variable that says it.
pub(super) fn region_of_environment() -> Option<(&'static str, String)> {
    [env_var::AWS_REGION, env_var::AWS_DEFAULT_REGION]
        .into_iter()
        .find_map(|variable| Some((variable, env_var::text(variable)?)))
}

/// Fails if the environment names another region than `deploy.toml`.
pub(crate) fn require_expected_region(settings: &Settings) -> Result<(), Error> {
    match (&settings.region, region_of_environment()) {
        (Some(expected), Some((variable, actual))) if *expected != actual => Err(Error::WrongRegion {
            environment: settings.environment.clone(),
            expected: expected.clone(),
            variable,
            actual,
        }),
        _ => Ok(()),
    }
}
