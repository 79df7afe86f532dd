//! What can go wrong with the engine, a push, or the configuration of the Docker client.

use std::io;
use std::path::PathBuf;

use super::push_error::PushError;
use crate::env_var::InvalidVariable;
use crate::error::{Failure, Hint, Interrupted, Kind, Suggestion};
use crate::process;
use crate::types::TaggedImage;

/// The engine cannot be used, or a push failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Nothing answers where the engine should be.
    #[error("the Docker engine at `{address}` does not answer: {reason}")]
    NoEngine {
        /// Its address, as in `DOCKER_HOST`.
        address: String,
        /// What the transport said.
        reason: String,
    },
    /// The engine answered a question with an error.
    #[error("the Docker engine could not {what}: {reason}")]
    Engine {
        /// "look at `HOST/NAME:TAG`".
        what: String,
        /// The engine's own words.
        reason: String,
    },
    /// The image was not built, or not with this tag.
    #[error("image `{image}` not found on this machine")]
    NotBuilt {
        /// The image.
        image: TaggedImage,
    },
    /// The engine could not push.
    #[error("could not push `{image}`: {reason}")]
    Push {
        /// The image.
        image: TaggedImage,
        /// What stopped it.
        reason: PushError,
    },
    /// The registry has no such repository.
    #[error("the registry `{host}` has no repository `{name}`")]
    NoRepository {
        /// The registry.
        host: String,
        /// The repository's name.
        name: String,
    },
    /// The engine is to be reached by TLS, and a certificate or key cannot be read.
    #[error("could not read `{file}`, which the Docker engine's TLS needs")]
    Certificate {
        /// Which file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The Docker client's configuration cannot be read or written.
    #[error("the configuration of the Docker client, `{path}`, cannot be used: {reason}")]
    Config {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A credential helper failed.
    #[error(transparent)]
    Program(#[from] process::Error),
    /// A variable that says how long to wait cannot be understood.
    #[error(transparent)]
    Variable(#[from] InvalidVariable),
    /// The user stopped it.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

impl Error {
    pub(super) fn config(path: impl Into<PathBuf>, source: &io::Error) -> Self {
        Self::Config { path: path.into(), reason: source.to_string() }
    }
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::NoEngine { .. }
            | Self::NotBuilt { .. }
            | Self::NoRepository { .. }
            | Self::Certificate { .. }
            | Self::Config { .. } => Kind::Usage,
            Self::Engine { .. } | Self::Push { .. } => Kind::Failed,
            Self::Program(error) => error.kind(),
            Self::Interrupted(error) => error.kind(),
            Self::Variable(error) => error.kind(),
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::NoEngine { address, .. } => vec![no_engine(address).into()],
            Self::NotBuilt { image } => {
                vec![Hint::run(Suggestion::Build { tag: image.tag.clone() }, "build it first: {}")]
            }
            Self::Push { reason, .. } => reason.hint().into_iter().collect(),
            Self::NoRepository { .. } => {
                let sentence = "{} creates the repositories that the build file names";
                vec![Hint::run(Suggestion::Create { environment: None }, sentence)]
            }
            Self::Program(error) => error.hints(),
            Self::Variable(error) => error.hints(),
            Self::Certificate { .. } => {
                vec!["set DOCKER_CERT_PATH to the folder with `ca.pem`, `cert.pem` and `key.pem`, or unset DOCKER_TLS_VERIFY and DOCKER_TLS".into()]
            }
            Self::Config { .. } => vec!["set DOCKER_CONFIG to the folder of a valid `config.json`".into()],
            Self::Engine { .. } | Self::Interrupted(_) => Vec::new(),
        }
    }
}

fn no_engine(address: &str) -> &'static str {
    if address.starts_with("unix://") {
        "start it, or set DOCKER_HOST to where it is; a user who is not root must be in the group `docker`"
    } else if address.starts_with("tcp://") || address.starts_with("http://") {
        "check DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, or the Docker client's context"
    } else {
        "only `unix://` and `tcp://` are supported: for a remote engine forward its socket, `ssh -L /tmp/docker.sock:/var/run/docker.sock HOST`"
    }
}
