//! The connection to the engine, and the images that it has.

use std::error::Error as StdError;
use std::fmt::Display;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

use bollard::query_parameters::TagImageOptions;
use bollard::{API_DEFAULT_VERSION, Docker};

use super::auth_header;
use super::config::{ClientConfig, EngineAddress, context};
use super::error::Error;
use crate::context::Context;
use crate::env_var;
use crate::types::{Credentials, Digest, ImageRef, PositiveDuration, TaggedImage};

/// A connection to the engine.
#[derive(Clone, Debug)]
pub(crate) struct Engine {
    docker: Docker,
    address: String,
    context: Context,
    timeouts: PushTimeouts,
}

/// How long a push waits, and for what.
#[derive(Clone, Copy, Debug)]
pub(super) struct PushTimeouts {
    /// For the engine's next message. It says nothing while other pushes have all its connections.
    pub(super) silence: Duration,
    /// Before the first repetition of a push; each further one waits twice as long.
    pub(super) repetition: Duration,
    /// Between two events on how far a push is.
    pub(super) progress: Duration,
}

impl Default for PushTimeouts {
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
pub(crate) struct LocalImage {
    /// The digest of its configuration; with the containerd image store that of its manifest.
    pub(crate) id: String,
    /// The names by digest, `HOST/NAME@sha256:…`, under which a registry is known to have it.
    pub(crate) repo_digests: Vec<String>,
    /// The digests of its layers, uncompressed, the lowest first.
    pub(crate) layers: Vec<String>,
    /// The platform that it was built for: `linux/arm64`.
    pub(crate) platform: String,
}

/// In seconds; each call has its own limit.
const TRANSPORT_TIMEOUT: u64 = 120;
/// For an answer's head; an engine on a slow disk may take long to look at an image.
const RESPONSE_TIMEOUT: Duration = Duration::from_mins(1);
/// For the first question, which costs the engine nothing.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

impl Engine {
    /// Finds the engine as the Docker client does, and asks it which API it speaks.
    pub(crate) async fn connect(context: &Context) -> Result<Self, Error> {
        let silence: Option<PositiveDuration> = env_var::read(env_var::PUSH_TIMEOUT)?;
        let mut engine = Self::at(context::engine_address(&ClientConfig::load()?)?, context).await?;
        if let Some(silence) = silence {
            engine.timeouts.silence = silence.0;
        }
        Ok(engine)
    }

    pub(super) async fn at(address: EngineAddress, context: &Context) -> Result<Self, Error> {
        let EngineAddress { host: address, certificates } = address;
        let no_engine = |error: &bollard::errors::Error| Error::NoEngine {
            address: address.clone(),
            reason: reason(error),
        };
        let docker = match &certificates {
            Some(folder) => connect_with_tls(&address, folder)?,
            None => connect(&address),
        };
        let docker = docker.map_err(|error| no_engine(&error))?;
        let asked = docker.with_timeout(CONNECT_TIMEOUT).negotiate_version();
        let docker = context.interrupt.unless_asked(asked).await?.map_err(|error| no_engine(&error))?;
        let docker = docker.with_timeout(RESPONSE_TIMEOUT);
        Ok(Self { docker, address, context: context.clone(), timeouts: PushTimeouts::default() })
    }

    pub(super) fn docker(&self) -> &Docker {
        &self.docker
    }

    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    pub(super) fn timeouts(&self) -> PushTimeouts {
        self.timeouts
    }

    /// Its version, for people.
    pub(crate) async fn version(&self) -> Result<String, Error> {
        let version =
            self.docker.version().await.map_err(|error| self.error("report its version", &error))?;
        Ok(version.version.unwrap_or_default())
    }

    /// The image with that name; none if there is none.
    pub(crate) async fn find(&self, image: &(impl Display + Sync)) -> Result<Option<LocalImage>, Error> {
        let found = self.docker.inspect_image(&image.to_string()).await;
        let found = self.unless_absent(&format!("inspect `{image}`"), found)?;
        Ok(found.map(|found| LocalImage {
            id: found.id.unwrap_or_default(),
            repo_digests: found.repo_digests.unwrap_or_default(),
            layers: found.root_fs.and_then(|files| files.layers).unwrap_or_default(),
            platform: [found.os, found.architecture].into_iter().flatten().collect::<Vec<_>>().join("/"),
        }))
    }

    /// Gives an image another name.
    pub(crate) async fn tag(&self, image: &ImageRef, name: &ImageRef) -> Result<(), Error> {
        let ImageRef { tag, .. } = name;
        let repository = ImageRef { tag: None, digest: None, ..name.clone() };
        let options = TagImageOptions {
            repo: Some(repository.to_string()),
            tag: Some(tag.as_ref().map_or_else(|| "latest".to_owned(), ToString::to_string)),
        };
        let tagged = self.docker.tag_image(&image.to_string(), Some(options)).await;
        tagged.map_err(|error| self.error(&format!("name `{image}` `{name}`"), &error))
    }

    /// The digest under which a registry has that name, as the engine sees it; none if it has no such image.
    pub(crate) async fn digest_at_registry(
        &self,
        image: &TaggedImage,
        credentials: Option<&Credentials>,
    ) -> Result<Option<Digest>, Error> {
        let credentials = auth_header::header(image, credentials)?;
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

/// TLS is spoken only where certificates are named: bollard itself would read the environment.
fn connect(address: &str) -> Result<Docker, bollard::errors::Error> {
    if address.starts_with("tcp://") || address.starts_with("http://") {
        return Docker::connect_with_http(address, TRANSPORT_TIMEOUT, API_DEFAULT_VERSION);
    }
    if address.starts_with("unix://") {
        return Docker::connect_with_unix(address, TRANSPORT_TIMEOUT, API_DEFAULT_VERSION);
    }
    Err(bollard::errors::Error::UnsupportedURISchemeError { uri: address.to_owned() })
}

/// Nothing is sent yet. A file that is missing is an error here, and never a reason to go without TLS.
fn connect_with_tls(address: &str, folder: &Path) -> Result<Result<Docker, bollard::errors::Error>, Error> {
    let [ca, certificate, key] = ["ca.pem", "cert.pem", "key.pem"].map(|name| folder.join(name));
    for file in [&ca, &certificate, &key] {
        File::open(file).map_err(|source| Error::Certificate { file: file.clone(), source })?;
    }
    let version = API_DEFAULT_VERSION;
    Ok(Docker::connect_with_ssl(address, &key, &certificate, &ca, TRANSPORT_TIMEOUT, version))
}

/// The engine's own words, or the last cause, which is the one that says something.
pub(super) fn reason(error: &bollard::errors::Error) -> String {
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

#[cfg(test)]
impl Engine {
    /// One that is throttled without waiting, and emits after every message how far a push is.
    pub(crate) fn eager(mut self) -> Self {
        self.timeouts.repetition = Duration::from_millis(1);
        self.timeouts.progress = Duration::ZERO;
        self
    }

    /// One that bears no silence.
    pub(super) fn impatient(mut self) -> Self {
        self.timeouts.silence = Duration::from_millis(300);
        self
    }
}
