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
    let local = engine.find(image).await?.ok_or_else(|| Error::NotBuilt { image: image.clone() })?;
    match registry {
        Registry::Ecr(ecr) => Push { engine, ecr, image, local, context }.run().await,
        Registry::Other { .. } => {
            let credentials = registry.credentials(context).await?;
            let digest = engine.push(image, credentials.as_ref()).await?;
            Ok(Pushed { digest, already_there: false })
        }
    }
}

struct Push<'a> {
    engine: &'a Engine,
    ecr: &'a Ecr,
    image: &'a ImageRef,
    local: LocalImage,
    context: &'a Context,
}

impl Push<'_> {
    async fn run(&self) -> Result<Pushed, Error> {
        if let Some(there) = self.look().await? {
            if let Some(same) = self.same(&there) {
                return Ok(same);
            }
            if self.ecr.is_immutable(&self.image.repository).await.unwrap_or(false) {
                return Err(self.taken(there.digest));
            }
        }
        match self.send().await {
            // Somebody else was faster; perhaps with the same image.
            Err(Error::Push { reason: Failed::ImmutableTag(words), image }) => {
                match self.ecr.find(&image).await? {
                    Some(there) => self.same(&there).ok_or_else(|| self.taken(there.digest)),
                    None => Err(Error::Push { reason: Failed::ImmutableTag(words), image }),
                }
            }
            Err(error) => Err(error),
            Ok(digest) => Ok(Pushed { digest, already_there: false }),
        }
    }

    /// What the registry has under the tag. Who may push but not read is not hindered.
    async fn look(&self) -> Result<Option<Remote>, Error> {
        match self.ecr.find(self.image).await {
            Err(Error::Aws(error)) => {
                self.context
                    .events
                    .warn(format!("could not look for `{}` before pushing it: {error}", self.image), None);
                Ok(None)
            }
            answer => answer,
        }
    }

    /// Sends it; a token that has run out in the meantime is renewed once.
    async fn send(&self) -> Result<Digest, Error> {
        match self.send_with(&self.ecr.login().await?).await {
            Err(Error::Push { reason: Failed::Expired(_), .. }) => {
                self.ecr.forget_login().await;
                self.send_with(&self.ecr.login().await?).await
            }
            end => end,
        }
    }

    async fn send_with(&self, credentials: &Credentials) -> Result<Digest, Error> {
        self.engine.push(self.image, Some(credentials)).await
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
