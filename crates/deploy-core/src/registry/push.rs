//! Pushing what the registry does not have.
//!
//! An image is compared before it is pushed: by the digest of its configuration (which a fresh engine knows too, where a
//! push would compress and send every layer again), or by the digest that the engine remembers. The same image under an
//! immutable tag is success; another one is refused before anything is sent.

use super::credentials::Credentials;
use super::ecr::{Ecr, Remote};
use super::engine::{Engine, Failed, LocalImage};
use super::error::Error;
use super::host::Registry;
use crate::context::Context;
use crate::image::{Digest, ImageRef};

/// What a registry has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// The digest under which it has the image.
    pub digest: Digest,
    /// Whether it had it before.
    pub already_there: bool,
}

/// Sees to it that the registry has the image.
pub async fn push(
    engine: &Engine,
    registry: &Registry,
    image: &ImageRef,
    context: &Context,
) -> Result<Pushed, Error> {
    let work = async {
        let local = engine.find(image).await?.ok_or_else(|| Error::NotBuilt { image: image.clone() })?;
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
    image: &'a ImageRef,
    local: LocalImage,
    context: &'a Context,
}

impl Push<'_> {
    async fn to_ecr(&self, ecr: &Ecr) -> Result<Pushed, Error> {
        if let Some(there) = self.looked(ecr.find(self.image).await)?.flatten() {
            if let Some(same) = self.same(&there) {
                return Ok(same);
            }
            if ecr.is_immutable(&self.image.repository).await.unwrap_or(false) {
                return Err(self.taken(there.digest));
            }
        }
        match self.send(ecr).await {
            // Somebody else was faster; perhaps with the same image.
            Err(Error::Push { reason: Failed::ImmutableTag(words), image }) => {
                match ecr.find(&image).await? {
                    Some(there) => self.same(&there).ok_or_else(|| self.taken(there.digest)),
                    None => Err(Error::Push { reason: Failed::ImmutableTag(words), image }),
                }
            }
            end => end,
        }
    }

    /// Any other registry is asked by the engine, which only learns the digest.
    async fn to_other(&self, credentials: Option<&Credentials>) -> Result<Pushed, Error> {
        let there = self.looked(self.engine.digest_at_registry(self.image, credentials).await)?.flatten();
        let there = there.map(|digest| Remote { digest, config_digest: None });
        match there.and_then(|there| self.same(&there)) {
            Some(same) => Ok(same),
            None => self.send_with(credentials).await,
        }
    }

    /// Who may push but not look is not hindered.
    fn looked<T>(&self, answer: Result<T, Error>) -> Result<Option<T>, Error> {
        match answer {
            Err(error @ (Error::Aws(_) | Error::Engine { .. })) => {
                let message = format!("could not look for `{}` before pushing it: {error}", self.image);
                self.context.events.warn(message, None);
                Ok(None)
            }
            answer => answer.map(Some),
        }
    }

    /// Sends it; a token that has run out in the meantime is renewed once.
    async fn send(&self, ecr: &Ecr) -> Result<Pushed, Error> {
        match self.send_with(Some(&ecr.login().await?)).await {
            Err(Error::Push { reason: Failed::Expired(_), .. }) => {
                ecr.forget_login().await;
                self.send_with(Some(&ecr.login().await?)).await
            }
            end => end,
        }
    }

    async fn send_with(&self, credentials: Option<&Credentials>) -> Result<Pushed, Error> {
        let digest = self.engine.push(self.image, credentials).await?;
        Ok(Pushed { digest, already_there: false })
    }

    fn same(&self, there: &Remote) -> Option<Pushed> {
        let name = format!("{}@{}", self.image.name(), there.digest);
        let same = self.local.repo_digests.contains(&name)
            || self.local.id == there.digest.as_str()
            || there.config_digest.as_ref().is_some_and(|config| config.as_str() == self.local.id);
        same.then(|| Pushed { digest: there.digest.clone(), already_there: true })
    }

    fn taken(&self, there: Digest) -> Error {
        Error::TagTaken { image: self.image.clone(), there, here: self.local.id.clone() }
    }
}
