//! Where an environment is.

use serde::Serialize;

use crate::types::{AccountId, EnvName, RoleArn};

/// Where an environment is, and with whose credentials; what is not known without a further call is null.
#[derive(Clone, Debug, Serialize)]
pub struct EnvironmentLocation {
    /// Which.
    pub environment: EnvName,
    /// Its AWS account, as STS says.
    pub account: Option<AccountId>,
    /// Its AWS region.
    pub region: Option<String>,
    /// The profile that the credentials come from.
    pub profile: Option<String>,
    /// The profile of `deploy.toml`, where the keys in the environment take its place.
    pub replaced_profile: Option<String>,
    /// The role that is assumed.
    pub role: Option<RoleArn>,
    /// The endpoint of all services of AWS, where it is overridden.
    pub endpoint: Option<String>,
}
