//! Pushing what the registry does not have.
//!
//! An image is compared before it is pushed: by the digest of its configuration (which a fresh engine knows too, where a
//! push would compress and send every layer again), or by the digest that the engine remembers. The same image under an
//! immutable tag is success; another one is refused before anything is sent.

use super::registries::{Registries, Registry};
use crate::aws::ecr::image::{self, RemoteImage};
use crate::aws::ecr::{self, Ecr, repository};
use crate::context::Context;
use crate::docker::{self, Engine, LocalImage, PushError};
use crate::error::{Error, Failure};
use crate::event::EventKind;
use crate::session::Session;
use crate::steps::error::Error as StepsError;
use crate::types::{Credentials, Digest, TaggedImage};

/// What a registry has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pushed {
    /// The digest under which it has the image.
    pub(crate) digest: Digest,
    /// Whether it had it before.
    pub(crate) already_there: bool,
}

/// Pushes those of the images that their registries do not have.
pub(crate) async fn push_all(
    session: &Session,
    registries: &Registries,
    images: &[TaggedImage],
) -> Result<(), Error> {
    for image in images {
        session.context.interrupt.check()?;
        let Some(registry) = registries.by_host.get(&image.host) else { continue };
        let pushed = push(&registries.engine, registry, image, &session.context).await?;
        session.emit(EventKind::ImagePushed {
            image: image.clone(),
            digest: pushed.digest,
            already_there: pushed.already_there,
        });
    }
    Ok(())
}

/// Pushes an image that its registry does not have.
pub(super) async fn push(
    engine: &Engine,
    registry: &Registry,
    image: &TaggedImage,
    context: &Context,
) -> Result<Pushed, Error> {
    let work = async {
        let not_built = || docker::Error::NotBuilt { image: image.clone() };
        let local = engine.find(image).await?.ok_or_else(not_built)?;
        let push = Push { engine, image, local, context };
        match registry {
            Registry::Ecr(ecr) => push.to_ecr(ecr).await,
            Registry::Other { .. } => push.to_other(registry.credentials(context).await?.as_ref()).await,
        }
    };
    context.interrupt.unless_asked(work).await?
}

struct Push<'a> {
    engine: &'a Engine,
    image: &'a TaggedImage,
    local: LocalImage,
    context: &'a Context,
}

impl Push<'_> {
    async fn to_ecr(&self, ecr: &Ecr) -> Result<Pushed, Error> {
        let found = match image::find(ecr, self.image).await {
            Err(error @ ecr::Error::Aws(_)) => self.not_compared(error),
            found => found?,
        };
        if let Some(found) = found {
            if let Some(same) = self.same(&found) {
                return Ok(same);
            }
            if repository::is_immutable(ecr, &self.image.repository).await.unwrap_or(false) {
                return Err(self.taken(found.digest));
            }
        }
        match self.send(ecr).await? {
            // Somebody else was faster; perhaps with the same image.
            Err(docker::Error::Push { reason: PushError::ImmutableTag(words), image }) => {
                match image::find(ecr, &image).await? {
                    Some(found) => self.same(&found).ok_or_else(|| self.taken(found.digest)),
                    None => Err(docker::Error::Push { reason: PushError::ImmutableTag(words), image }.into()),
                }
            }
            pushed => Ok(pushed?),
        }
    }

    /// Any other registry is asked by the engine, which only learns the digest.
    async fn to_other(&self, credentials: Option<&Credentials>) -> Result<Pushed, Error> {
        let found = match self.engine.digest_at_registry(self.image, credentials).await {
            Err(error @ docker::Error::Engine { .. }) => self.not_compared(error),
            found => found?.map(|digest| RemoteImage { digest, config_digest: None, manifests: Vec::new() }),
        };
        match found.and_then(|found| self.same(&found)) {
            Some(same) => Ok(same),
            None => Ok(self.send_with(credentials).await?),
        }
    }

    /// Whoever may push but not look is not hindered.
    fn not_compared<T>(&self, error: impl Failure) -> Option<T> {
        let error = Error::from(error);
        let message = format!("could not check for `{}` before pushing it: {error}", self.image);
        self.context.events.warn(message, None);
        None
    }

    /// Sends it; a token that has run out in the meantime is renewed once.
    async fn send(&self, ecr: &Ecr) -> Result<Result<Pushed, docker::Error>, ecr::Error> {
        match self.send_with(Some(&ecr.login().await?)).await {
            Err(docker::Error::Push { reason: PushError::Expired(_), .. }) => {
                ecr.forget_login().await;
                Ok(self.send_with(Some(&ecr.login().await?)).await)
            }
            pushed => Ok(pushed),
        }
    }

    async fn send_with(&self, credentials: Option<&Credentials>) -> Result<Pushed, docker::Error> {
        let digest = docker::push(self.engine, self.image, credentials).await?;
        Ok(Pushed { digest, already_there: false })
    }

    fn same(&self, found: &RemoteImage) -> Option<Pushed> {
        let name = format!("{}@{}", self.image.name(), found.digest);
        let same = self.local.repo_digests.contains(&name)
            || self.local.id == found.digest.as_str()
            || found.config_digest.as_ref().is_some_and(|config| config.as_str() == self.local.id);
        same.then(|| Pushed { digest: found.digest.clone(), already_there: true })
    }

    fn taken(&self, found: Digest) -> Error {
        StepsError::TagTaken { image: self.image.clone(), there: found, here: self.local.id.clone() }.into()
    }
}
