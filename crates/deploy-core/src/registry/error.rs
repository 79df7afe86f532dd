//! What can go wrong between the engine, a registry and us.

use std::io;
use std::path::PathBuf;

use super::engine::Failed;
use crate::aws;
use crate::error::{Failure, Interrupted, Kind};
use crate::image::{Digest, ImageRef};
use crate::process;
use crate::variable::BadVariable;

/// A registry cannot be used, or a push failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
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
    #[error("there is no image `{image}` here")]
    NotBuilt {
        /// The image.
        image: ImageRef,
    },
    /// The engine could not push.
    #[error("could not push `{image}`: {reason}")]
    Push {
        /// The image.
        image: ImageRef,
        /// What stopped it.
        reason: Failed,
    },
    /// The tag belongs to another image already, and must not change.
    #[error("the tag of `{image}` is taken: the registry has it as {there}, and here it is {here}")]
    TagTaken {
        /// The image.
        image: ImageRef,
        /// The digest in the registry.
        there: Digest,
        /// The image's id here.
        here: String,
    },
    /// The AWS account has no such repository.
    #[error("the registry `{host}` has no repository `{name}`")]
    NoRepository {
        /// The registry.
        host: String,
        /// The repository's name.
        name: String,
    },
    /// With an endpoint of its own, AWS is not Amazon's: nothing may go to Amazon's registries then.
    #[error("the images go to `{host}`, but the AWS endpoint `{endpoint}` speaks for the registry `{ours}`")]
    Foreign {
        /// The registry that the images name.
        host: String,
        /// The endpoint that is set.
        endpoint: String,
        /// The registry that the endpoint names.
        ours: String,
    },
    /// The Docker client's configuration cannot be read or written.
    #[error("the configuration of the Docker client, `{path}`, cannot be used: {reason}")]
    Client {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// An AWS call failed.
    #[error(transparent)]
    Aws(#[from] aws::Error),
    /// A credential helper failed.
    #[error(transparent)]
    Program(#[from] process::Error),
    /// A variable that says how long to wait cannot be understood.
    #[error(transparent)]
    Variable(#[from] BadVariable),
    /// The user stopped it.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

impl Error {
    pub(super) fn client(path: impl Into<PathBuf>, source: &io::Error) -> Self {
        Self::Client { path: path.into(), reason: source.to_string() }
    }
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::NoEngine { .. }
            | Self::NotBuilt { .. }
            | Self::NoRepository { .. }
            | Self::Foreign { .. }
            | Self::Client { .. } => Kind::Usage,
            Self::TagTaken { .. } => Kind::Refused,
            Self::Engine { .. } | Self::Push { .. } => Kind::Failed,
            Self::Aws(error) => error.kind(),
            Self::Program(error) => error.kind(),
            Self::Interrupted(error) => error.kind(),
            Self::Variable(error) => error.kind(),
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::NoEngine { address, .. } => Some(no_engine(address).to_owned()),
            Self::NotBuilt { image } => Some(format!("build it first: `deploy build --tag {}`", image.tag)),
            Self::Push { reason, .. } => reason.hint(),
            Self::TagTaken { image, .. } => Some(taken(image)),
            Self::NoRepository { .. } => {
                Some("`deploy create` makes the repositories that the build file names".to_owned())
            }
            Self::Foreign { ours, .. } => {
                Some(format!("let the images' names begin with `{ours}/`, or unset AWS_ENDPOINT_URL"))
            }
            Self::Aws(error) => error.hint(),
            Self::Program(error) => error.hint(),
            Self::Variable(error) => error.hint(),
            Self::Client { .. } => Some("set DOCKER_CONFIG to the folder of a good `config.json`".to_owned()),
            Self::Engine { .. } | Self::Interrupted(_) => None,
        }
    }
}

fn no_engine(address: &str) -> &'static str {
    if address.starts_with("unix://") {
        "start it, or set DOCKER_HOST to where it is; a user who is not root must be in the group `docker`"
    } else if address.starts_with("tcp://") || address.starts_with("http://") {
        "check DOCKER_HOST, or the Docker client's context; TLS is not spoken"
    } else {
        "only `unix://` and `tcp://` are spoken: for a remote engine forward its socket, `ssh -L /tmp/docker.sock:/var/run/docker.sock HOST`"
    }
}

fn taken(image: &ImageRef) -> String {
    if image.tag.as_str() == "latest" {
        "`latest` is what an image is tagged without `--tag`: give each build a tag of its own, `--tag 1.0.1`"
            .to_owned()
    } else {
        "the repository's tags are immutable: give this build another tag".to_owned()
    }
}
