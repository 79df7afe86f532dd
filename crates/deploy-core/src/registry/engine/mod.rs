//! The Docker Engine: what it has, and pushing.
//!
//! A reader would get wrong when a push has ended well. Nearly every failure comes inside an answer with status 200,
//! and a stream that just ends is one too: only the line with the digest means success ([`digest`]).

mod auth;
mod digest;
mod failed;
mod progress;
mod push;
#[cfg(test)]
mod tests;

use std::error::Error as StdError;
use std::time::Duration;

use bollard::Docker;

pub use failed::Failed;

use super::client::ClientConfig;
use super::credentials::Credentials;
use super::error::Error;
use crate::context::Context;
use crate::image::{Digest, ImageRef};
use crate::timeout::Timeout;
use crate::variable;

/// A connection to the engine.
#[derive(Clone, Debug)]
pub struct Engine {
    docker: Docker,
    address: String,
    context: Context,
    patience: Patience,
}

/// How long what is waited for.
#[derive(Clone, Copy, Debug)]
struct Patience {
    /// Without a word from the engine during a push. It says nothing while other pushes have all its connections.
    silence: Duration,
    /// Before the first repetition of a push; each further one waits twice as long.
    repetition: Duration,
    /// Between two words on how far a push is.
    progress: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            silence: Duration::from_mins(5),
            repetition: Duration::from_secs(1),
            progress: Duration::from_secs(5),
        }
    }
}

/// An image as the engine has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalImage {
    /// The digest of its configuration; with the containerd image store that of its manifest.
    pub id: String,
    /// The names by digest, `HOST/NAME@sha256:…`, under which a registry is known to have it.
    pub repo_digests: Vec<String>,
}

/// For an answer's head; an engine on a slow disk may take long to look at an image.
const ANSWER: Duration = Duration::from_mins(1);
/// For the first question, which costs the engine nothing.
const HELLO: Duration = Duration::from_secs(10);

impl Engine {
    /// Finds the engine as the Docker client does, and asks it which API it speaks.
    pub async fn connect(context: &Context) -> Result<Self, Error> {
        let silence: Option<Timeout> = variable::read("DEPLOY_PUSH_TIMEOUT")?;
        let mut engine = Self::at(ClientConfig::load()?.engine()?, context).await?;
        if let Some(silence) = silence {
            engine.patience.silence = silence.0;
        }
        Ok(engine)
    }

    async fn at(address: String, context: &Context) -> Result<Self, Error> {
        let no_engine = |error: &bollard::errors::Error| Error::NoEngine {
            address: address.clone(),
            reason: reason(error),
        };
        let docker = Docker::connect_with_host(&address).map_err(|error| no_engine(&error))?;
        let asked = docker.with_timeout(HELLO).negotiate_version();
        let docker = context.interrupt.unless_asked(asked).await?.map_err(|error| no_engine(&error))?;
        let docker = docker.with_timeout(ANSWER);
        Ok(Self { docker, address, context: context.clone(), patience: Patience::default() })
    }

    /// Where it is, as in `DOCKER_HOST`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its version, for people.
    pub async fn version(&self) -> Result<String, Error> {
        let version = self.docker.version().await.map_err(|error| self.error("say its version", &error))?;
        Ok(version.version.unwrap_or_default())
    }

    /// The image with that name; none if there is none.
    pub async fn find(&self, image: &ImageRef) -> Result<Option<LocalImage>, Error> {
        let found = self.docker.inspect_image(&image.to_string()).await;
        let found = self.unless_absent(&format!("look at `{image}`"), found)?;
        Ok(found.map(|found| LocalImage {
            id: found.id.unwrap_or_default(),
            repo_digests: found.repo_digests.unwrap_or_default(),
        }))
    }

    /// The digest under which a registry has that name, as the engine sees it; none if it has no such image.
    pub async fn digest_at_registry(
        &self,
        image: &ImageRef,
        credentials: Option<&Credentials>,
    ) -> Result<Option<Digest>, Error> {
        let credentials = auth::header(image, credentials)?;
        let found = self.docker.inspect_registry_image(&image.to_string(), credentials).await;
        let found = self.unless_absent(&format!("ask the registry for `{image}`"), found)?;
        Ok(found.and_then(|found| found.descriptor.digest).and_then(|digest| digest.parse().ok()))
    }

    fn unless_absent<T>(
        &self,
        what: &str,
        found: Result<T, bollard::errors::Error>,
    ) -> Result<Option<T>, Error> {
        use bollard::errors::Error::DockerResponseServerError;
        match found {
            Ok(found) => Ok(Some(found)),
            Err(DockerResponseServerError { status_code: 404, .. }) => Ok(None),
            Err(error) => Err(self.error(what, &error)),
        }
    }

    fn error(&self, what: &str, error: &bollard::errors::Error) -> Error {
        use bollard::errors::Error::DockerResponseServerError;
        match error {
            DockerResponseServerError { .. } => {
                Error::Engine { what: what.to_owned(), reason: reason(error) }
            }
            _ => Error::NoEngine { address: self.address.clone(), reason: reason(error) },
        }
    }
}

/// The engine's own words, or the last cause, which is the one that says something.
fn reason(error: &bollard::errors::Error) -> String {
    use bollard::errors::Error::{DockerResponseServerError, DockerStreamError};
    if let DockerResponseServerError { message: said, .. } | DockerStreamError { error: said } = error {
        return said.trim().to_owned();
    }
    let mut cause: &dyn StdError = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
