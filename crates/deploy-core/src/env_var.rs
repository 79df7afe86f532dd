//! The environment variables that `deploy` reads. No other module reads the environment.
//!
//! What a reader would get wrong: an empty variable counts as not set, because CI systems set what they have no value
//! for; one with a value that cannot be understood is an error and is never passed over.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use crate::error::{Failure, Hint, Kind};
use crate::types::InvalidName;

/// The environment to work on.
pub const ENVIRONMENT: &str = "DEPLOY_ENV";
/// The tag of `build`, `push` and `all`.
pub const TAG: &str = "DEPLOY_TAG";
/// The Terraform folder.
pub const TERRAFORM_DIRECTORY: &str = "TERRAFORM_DIRECTORY";
/// The folder of Terraform's data and providers, instead of `$XDG_CACHE_HOME/deploy`.
pub(crate) const CACHE_DIR: &str = "DEPLOY_CACHE_DIR";
/// How long a call to AWS may take, retries included, as a duration; 45 s if not set.
pub(crate) const AWS_TIMEOUT: &str = "DEPLOY_AWS_TIMEOUT";
/// How often a call to AWS is tried; 5 if not set. Every program of AWS reads it
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).
pub(crate) const AWS_MAX_ATTEMPTS: &str = "AWS_MAX_ATTEMPTS";
/// The key of AWS, which counts before any profile, with its secret.
pub(crate) const AWS_ACCESS_KEY_ID: &str = "AWS_ACCESS_KEY_ID";
pub(crate) const AWS_SECRET_ACCESS_KEY: &str = "AWS_SECRET_ACCESS_KEY";
/// The profile of AWS, where `deploy.toml` has none.
pub(crate) const AWS_PROFILE: &str = "AWS_PROFILE";
/// The file of certificates to trust, instead of those of the system.
pub(crate) const AWS_CA_BUNDLE: &str = "AWS_CA_BUNDLE";
/// The region, of which the first counts.
pub(crate) const AWS_REGION: &str = "AWS_REGION";
pub(crate) const AWS_DEFAULT_REGION: &str = "AWS_DEFAULT_REGION";
/// The endpoint of all services of AWS, instead of their own.
pub(crate) const AWS_ENDPOINT_URL: &str = "AWS_ENDPOINT_URL";
/// The id of the run that started this program: its lock is no obstacle. `deploy` sets it for the programs that it runs.
pub(crate) const RUN: &str = "DEPLOY_RUN";
/// The user, for the lock and the history, where the system's name says nothing, as in a container.
pub(crate) const USER: &str = "DEPLOY_USER";
/// The host, for the same.
pub(crate) const HOST: &str = "DEPLOY_HOST";
/// How long Docker may say nothing while it pushes, as a duration; 5 min if not set.
pub(crate) const PUSH_TIMEOUT: &str = "DEPLOY_PUSH_TIMEOUT";

/// An environment variable with an invalid value.
#[derive(Debug, thiserror::Error)]
#[error("{variable}: {problem}")]
pub struct InvalidVariable {
    variable: &'static str,
    problem: InvalidName,
}

impl Failure for InvalidVariable {
    fn kind(&self) -> Kind {
        Kind::Usage
    }

    fn hints(&self) -> Vec<Hint> {
        vec![format!("fix or unset the environment variable {}", self.variable).into()]
    }
}

/// The parsed value of a variable; none if it is not set, or empty.
pub fn read<T: FromStr<Err = InvalidName>>(variable: &'static str) -> Result<Option<T>, InvalidVariable> {
    set(variable).map_or(Ok(None), |word| {
        word.to_string_lossy().parse().map(Some).map_err(|problem| InvalidVariable { variable, problem })
    })
}

/// A path in a variable; none if it is not set, or empty.
pub fn path(variable: &str) -> Option<PathBuf> {
    set(variable).map(PathBuf::from)
}

/// A text in a variable; none if it is not set, empty, or not Unicode.
pub fn text(variable: &str) -> Option<String> {
    set(variable).and_then(|value| value.into_string().ok())
}

/// The value of a variable for a program that we run, which may be empty; none if it is not set.
pub(crate) fn inherited(variable: &str) -> Option<OsString> {
    env::var_os(variable)
}

/// All variables, which the programs that we run inherit.
pub(crate) fn all() -> impl Iterator<Item = (OsString, OsString)> {
    env::vars_os()
}

fn set(variable: &str) -> Option<OsString> {
    env::var_os(variable).filter(|value| !value.is_empty())
}
