//! Why a push failed, from the words of the engine: it has no codes.
//!
//! The beginning of a message is the registry's error code in words (`name unknown` is `NAME_UNKNOWN`) and can be relied
//! on (<https://distribution.github.io/distribution/spec/api/#errors-2>); the sentence after it changes over the years.

use std::time::Duration;

use crate::error::Hint;

/// What stopped a push.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PushError {
    /// The registry does not know us, or not with this password.
    #[error("{0}")]
    Unauthorized(String),
    /// The token has run out.
    #[error("{0}")]
    Expired(String),
    /// The registry knows us and does not let us.
    #[error("{0}")]
    Denied(String),
    /// The registry has no such repository.
    #[error("{0}")]
    NoRepository(String),
    /// The tag is there and must not change.
    #[error("{0}")]
    ImmutableTag(String),
    /// The engine has no such image.
    #[error("{0}")]
    NotBuilt(String),
    /// Too many requests.
    #[error("{0}")]
    Throttled(String),
    /// The registry failed at a moment at which the engine does not try again.
    #[error("{0}")]
    Faltered(String),
    /// The engine cannot reach the registry, or not in spite of its own repetitions.
    #[error("{0}")]
    Unreachable(String),
    /// Anything else.
    #[error("{0}")]
    Other(String),
    /// The password cannot be handed to the engine.
    #[error("the engine cannot read this registry's password")]
    Unsendable,
    /// The engine said nothing more.
    #[error("the engine did not respond for {} s", .0.as_secs_f64())]
    Silent(Duration),
    /// The engine ended its answer before the end.
    #[error("the engine's response ended without a digest")]
    NoDigest,
}

impl PushError {
    /// Reads the engine's words; `retried` if it has tried again by itself before it said them.
    pub(super) fn classify(message: &str, retried: bool) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
        let make = if has(&["authorization token has expired"]) {
            Self::Expired
        } else if has(&["unauthorized:", "no basic auth credentials", "authentication required"]) {
            Self::Unauthorized
        } else if has(&["name unknown:"]) {
            Self::NoRepository
        } else if has(&["tag invalid:"]) {
            Self::ImmutableTag
        } else if has(&["toomanyrequests:"]) {
            Self::Throttled
        } else if has(&["denied:"]) {
            Self::Denied
        } else if has(&["does not exist locally", "No such image"]) {
            Self::NotBuilt
        } else if has(&["dial tcp"]) {
            Self::Unreachable
        } else if has(&["EOF", "broken pipe", "connection reset", "timeout", "unexpected HTTP status"]) {
            if retried { Self::Unreachable } else { Self::Faltered }
        } else {
            Self::Other
        };
        make(message.trim().to_owned())
    }

    /// What to do about it.
    pub(super) fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Unauthorized(_) => "log in with `docker login`; for ECR the credentials of AWS are used",
            Self::Unsendable => "give the registry's user another password, of letters and digits",
            Self::Expired(_) => "the registry's clock and this machine's may differ",
            Self::Denied(_) => {
                "the credentials need permission to push: for ECR see the policy AmazonEC2ContainerRegistryPowerUser"
            }
            Self::Throttled(_) => "try again later; the registry limits requests",
            Self::Faltered(_) | Self::Unreachable(_) => {
                "check that the engine (not only this machine) can reach the registry; what was pushed is not sent again"
            }
            Self::Silent(_) => {
                "look at the engine's log; DEPLOY_PUSH_TIMEOUT gives it more time, and what was pushed is not sent again"
            }
            Self::NoDigest => "look at the engine's log: it may have been stopped",
            Self::NoRepository(_) | Self::ImmutableTag(_) | Self::NotBuilt(_) | Self::Other(_) => {
                return None;
            }
        };
        Some(hint.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages of real engines; those of ECR are quoted in public issues.
    #[test]
    fn the_engines_words_are_classified() {
        for (message, kind) in [
            ("unauthorized: authentication required", "Unauthorized"),
            ("no basic auth credentials", "Unauthorized"),
            ("An image does not exist locally with the tag: localhost:5000/x", "NotBuilt"),
            (
                "name unknown: The repository with name 'missing' does not exist in the registry with id '123456789012'",
                "NoRepository",
            ),
            (
                "tag invalid: The image tag 'b1' already exists in the 'app2' repository and cannot be overwritten because the tag is immutable.",
                "ImmutableTag",
            ),
            ("denied: Your authorization token has expired. Reauthenticate and try again.", "Expired"),
            (
                "denied: User: arn:aws:iam::123456789012:user/x is not authorized to perform: ecr:InitiateLayerUpload",
                "Denied",
            ),
            ("toomanyrequests: Rate exceeded", "Throttled"),
            ("received unexpected HTTP status: 503 Service Unavailable", "Faltered"),
            ("Get \"https://x/v2/\": dial tcp: lookup x: no such host", "Unreachable"),
            ("write tcp 1.2.3.4:5->6.7.8.9:443: write: broken pipe", "Faltered"),
            ("invalid reference format", "Other"),
        ] {
            let classified = format!("{:?}", PushError::classify(message, false));
            assert!(classified.starts_with(kind), "{message}: {classified}");
        }
        let failed = PushError::classify("received unexpected HTTP status: 503 Service Unavailable", true);
        assert!(matches!(failed, PushError::Unreachable(_)), "{failed:?}");
    }
}
