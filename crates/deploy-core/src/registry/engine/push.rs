//! One push, watched from its first word to its digest.

use std::time::Instant;

use bollard::query_parameters::PushImageOptionsBuilder;
use futures_util::StreamExt;

use super::failed::Failed;
use super::progress::Progress;
use super::{Engine, auth, digest, reason};
use crate::image::{Digest, ImageRef};
use crate::registry::credentials::Credentials;
use crate::registry::error::Error;

/// How often a push is begun again. The engine itself repeats only the sending of layers.
const REPETITIONS: u32 = 4;

impl Engine {
    /// Pushes one tag of one repository, and returns the digest under which the registry has it now.
    ///
    /// Dropped, it cancels the push: the registry then keeps layers, but no image.
    pub async fn push(&self, image: &ImageRef, credentials: Option<&Credentials>) -> Result<Digest, Error> {
        let mut wait = self.patience.repetition;
        for _ in 0..REPETITIONS {
            let said = match self.push_once(image, credentials).await {
                Err(Error::Push { reason: Failed::Throttled(said) | Failed::Faltered(said), .. }) => said,
                end => return end,
            };
            let message = format!("`{image}` is pushed again in {} s: {said}", wait.as_secs());
            self.context.events.warn(message, None);
            self.context.interrupt.unless_asked(tokio::time::sleep(wait)).await?;
            wait *= 2;
        }
        self.push_once(image, credentials).await
    }

    async fn push_once(&self, image: &ImageRef, credentials: Option<&Credentials>) -> Result<Digest, Error> {
        // Without a tag the engine would push every tag of the repository.
        let options = PushImageOptionsBuilder::default().tag(image.tag.as_str()).build();
        let credentials = auth::header(image, credentials)?;
        let mut words = self.docker.push_image(&image.name(), Some(options), credentials);
        let (mut pushed, mut progress) = (None, Progress::default());
        let (mut retrying, mut said) = (false, Instant::now());
        loop {
            let word = tokio::time::timeout(self.patience.silence, words.next());
            let word = match self.context.interrupt.unless_asked(word).await? {
                Err(_) => return Err(failed(image, Failed::Silent(self.patience.silence))),
                Ok(None) => return pushed.ok_or_else(|| failed(image, Failed::NoDigest)),
                Ok(Some(Err(error))) => {
                    return Err(failed(image, Failed::understand(&reason(&error), retrying)));
                }
                Ok(Some(Ok(word))) => word,
            };
            progress.see(&word);
            if said.elapsed() >= self.patience.progress {
                said = Instant::now();
                self.context.events.say(progress.fact(image));
            }
            let status = word.status.unwrap_or_default();
            pushed = pushed.or_else(|| digest::in_status(&status, &image.tag));
            if status.starts_with("Retrying in") && !std::mem::replace(&mut retrying, true) {
                let message =
                    format!("the registry fails to take a layer of `{image}`; the engine tries again");
                self.context.events.warn(message, None);
            }
        }
    }
}

fn failed(image: &ImageRef, reason: Failed) -> Error {
    match reason {
        Failed::NotBuilt(_) => Error::NotBuilt { image: image.clone() },
        Failed::NoRepository(_) => {
            Error::NoRepository { host: image.host.clone(), name: image.repository.clone() }
        }
        reason => Error::Push { image: image.clone(), reason },
    }
}
