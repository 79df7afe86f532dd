//! How an AWS error reads: operation, code and message.
//!
//! The SDK's own `Display` says "service error" and nothing else, and its debug form dumps the whole answer.

use std::error::Error as StdError;

use aws_sdk_ecs::error::{ProvideErrorMetadata, SdkError};

use super::error_codes::hint_for;
use super::identity::Identity;
use super::waiting::Address;
use crate::env_var::InvalidVariable;
use crate::error::{Failure, Hint, Interrupted, Kind, listed};
use crate::types::{AccountId, EnvName};

/// What can go wrong before or during a call.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The credentials belong to another account than `deploy.toml` says.
    #[error(
        "the environment `{environment}` is in the account {expected}, but the credentials are for {actual}"
    )]
    WrongAccount {
        environment: EnvName,
        expected: AccountId,
        /// As STS says.
        actual: Box<Identity>,
    },
    /// The environment variables name another region than `deploy.toml`.
    #[error("the environment `{environment}` is in the region {expected}, but {variable} is {actual}")]
    WrongRegion { environment: EnvName, expected: String, variable: &'static str, actual: String },
    /// The keys in the environment are for another account than the profile of `deploy.toml`.
    #[error(
        "the profile `{profile}` of the environment `{environment}` is for the account {of_profile}, but the keys in AWS_ACCESS_KEY_ID are for {keys}"
    )]
    ProfileOfOtherAccount {
        environment: EnvName,
        profile: String,
        of_profile: Box<Identity>,
        keys: Box<Identity>,
    },
    /// Nothing says that the keys in the environment are for the right account.
    #[error(
        "the keys in AWS_ACCESS_KEY_ID are for the account {keys}, and the profile `{profile}` of the environment `{environment}` cannot be used to check that this is the right one"
    )]
    ProfileNotAsked {
        environment: EnvName,
        profile: String,
        keys: Box<Identity>,
        /// Why it cannot be used.
        source: Box<Self>,
    },
    /// The profile is in none of the files.
    #[error("the AWS profile `{profile}` does not exist")]
    NoProfile {
        profile: String,
        /// Whether `AWS_PROFILE` names it, not `deploy.toml`.
        by_variable: bool,
        /// Those that there are.
        known: Vec<String>,
    },
    /// AWS answered with an error.
    #[error("{operation}: {code}: {message}")]
    Answered {
        /// The API's name of the call, `UpdateService`.
        operation: &'static str,
        /// AWS's error code.
        code: String,
        /// AWS's words.
        message: String,
    },
    /// There was no answer, or none that could be read.
    #[error("{operation}: no valid response from {address}: {reason}")]
    Unanswered {
        /// The API's name of the call.
        operation: &'static str,
        /// Where the call went.
        address: String,
        /// What the transport said.
        reason: String,
    },
    /// No credentials are configured.
    #[error("no AWS credentials were found: {reason}")]
    NoCredentials {
        /// What each place where they could be said.
        reason: String,
    },
    /// No region is configured.
    #[error("no AWS region is configured")]
    NoRegion,
    /// There are no certificates to trust, without which the SDK's TLS stack panics.
    #[error("no CA certificates were found {place}")]
    NoCertificates { place: String },
    /// The user asked to stop during the call.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
    /// The same during a call that changes something.
    #[error("{operation}: stopped waiting for AWS's answer")]
    Abandoned {
        /// The API's name of the call.
        operation: &'static str,
        interrupted: Interrupted,
    },
    /// A variable that says how long or how often to try cannot be understood.
    #[error(transparent)]
    Variable(#[from] InvalidVariable),
}

impl Error {
    /// Whether AWS asks for fewer calls.
    pub(crate) fn is_throttled(&self) -> bool {
        matches!(self, Self::Answered { code, .. } if code.contains("Throttl") || code.contains("TooManyRequests"))
    }

    /// Whether the same call may work a little later: no answer, a throttle, a server's fault.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Unanswered { .. } => true,
            Self::Answered { code, .. } => {
                self.is_throttled()
                    || code == "ServerException"
                    || code.contains("ServiceUnavailable")
                    || code.contains("InternalFailure")
            }
            _ => false,
        }
    }
}

impl Error {
    /// Where what is set differs from what must be: which of both to change.
    fn hint_of_settings(&self) -> Option<String> {
        Some(match self {
            Self::WrongAccount { environment, .. } => format!(
                "use the credentials of that account, or fix `account` under [env.{environment}] in deploy.toml"
            ),
            Self::WrongRegion { environment, variable, .. } => {
                format!("unset {variable}, or fix `region` under [env.{environment}] in deploy.toml")
            }
            Self::ProfileOfOtherAccount { environment, .. } => format!(
                "unset AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or fix `profile` under [env.{environment}] in deploy.toml"
            ),
            Self::ProfileNotAsked { environment, .. } => format!(
                "set `account` under [env.{environment}] in deploy.toml, with which the keys are compared"
            ),
            Self::NoProfile { by_variable, known, .. } => {
                let origin = if *by_variable { "AWS_PROFILE" } else { "deploy.toml" };
                format!("{origin} names it; available: {}", available(known))
            }
            _ => return None,
        })
    }
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::WrongAccount { .. }
            | Self::WrongRegion { .. }
            | Self::ProfileOfOtherAccount { .. }
            | Self::ProfileNotAsked { .. } => Kind::Refused,
            Self::Answered { .. } | Self::Unanswered { .. } => Kind::Failed,
            Self::Interrupted(interrupted) | Self::Abandoned { interrupted, .. } => interrupted.kind(),
            Self::NoProfile { .. }
            | Self::NoCredentials { .. }
            | Self::NoRegion
            | Self::NoCertificates { .. }
            | Self::Variable(_) => Kind::Usage,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        let hint = match self {
            Self::Variable(error) => return error.hints(),
            Self::Interrupted(_) => return Vec::new(),
            Self::Answered { code, operation, .. } => {
                return hint_for(code, operation).into_iter().map(Hint::from).collect();
            }
            Self::Abandoned { .. } => "AWS may have carried out the call: check that before you try again",
            Self::Unanswered { operation, .. } if !only_reads(operation) => {
                "AWS may have carried out the call: check that before you try again; then check the network, the proxy and AWS_ENDPOINT_URL"
            }
            Self::Unanswered { .. } => "check the network, the proxy and AWS_ENDPOINT_URL",
            Self::NoCredentials { .. } => {
                "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws sso login`"
            }
            Self::NoRegion => "set AWS_REGION, or `region` under [env.NAME] in deploy.toml",
            Self::NoCertificates { .. } => {
                "install the package ca-certificates, or set AWS_CA_BUNDLE to a file of certificates"
            }
            _ => return self.hint_of_settings().into_iter().map(Hint::from).collect(),
        };
        vec![hint.into()]
    }
}

fn available(profiles: &[String]) -> String {
    if profiles.is_empty() { "none".to_owned() } else { listed(profiles) }
}

/// As AWS names its operations.
fn only_reads(operation: &str) -> bool {
    ["Get", "List", "Describe", "BatchGet"].iter().any(|verb| operation.starts_with(verb))
}

/// Translates an SDK's error where it is received. `address` says where the call went.
pub(crate) fn translate<E, R>(operation: &'static str, address: &Address, error: &SdkError<E, R>) -> Error
where
    E: ProvideErrorMetadata + StdError + 'static,
    R: std::fmt::Debug,
{
    if let Some(answer) = error.as_service_error()
        && let Some(code) = answer.code()
    {
        let message = answer.message().unwrap_or("no message").to_owned();
        return Error::Answered { operation, code: code.to_owned(), message };
    }
    if let (SdkError::TimeoutError(_), Some(signal)) = (error, address.interrupt.asked().signal) {
        let interrupted = Interrupted(signal);
        return if only_reads(operation) {
            interrupted.into()
        } else {
            Error::Abandoned { operation, interrupted }
        };
    }
    let reason = innermost(error);
    if reason.to_lowercase().contains("credential") {
        return Error::NoCredentials { reason };
    }
    Error::Unanswered { operation, address: address.url.clone(), reason }
}

/// The error for an answer that broke off.
pub(crate) fn unanswered(operation: &'static str, address: &Address, error: &dyn StdError) -> Error {
    Error::Unanswered { operation, address: address.url.clone(), reason: innermost(error) }
}

/// The last cause, which is the one that says something.
pub(super) fn innermost(error: &dyn StdError) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
