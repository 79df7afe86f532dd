//! One push, watched from its first message to its digest.

use std::time::Instant;

use bollard::query_parameters::PushImageOptionsBuilder;
use futures_util::StreamExt;

use super::engine::{Engine, reason};
use super::error::Error;
use super::push_error::PushError;
use super::push_progress::PushProgress;
use super::{auth_header, push_digest};
use crate::types::{Credentials, Digest, TaggedImage};

/// How often a push is begun again. The engine itself repeats only the sending of layers.
const REPETITIONS: u32 = 4;

/// Pushes one tag of one repository, and returns the digest under which the registry has it now.
///
/// Dropped, it cancels the push: the registry then keeps layers, but no image.
pub(crate) async fn push(
    engine: &Engine,
    image: &TaggedImage,
    credentials: Option<&Credentials>,
) -> Result<Digest, Error> {
    let mut wait = engine.timeouts().repetition;
    for _ in 0..REPETITIONS {
        let said = match push_once(engine, image, credentials).await {
            Err(Error::Push { reason: PushError::Throttled(said) | PushError::Faltered(said), .. }) => said,
            end => return end,
        };
        let message = format!("`{image}` is being pushed again in {} s: {said}", wait.as_secs());
        engine.context().events.warn(message, None);
        engine.context().interrupt.unless_asked(tokio::time::sleep(wait)).await?;
        wait *= 2;
    }
    push_once(engine, image, credentials).await
}

async fn push_once(
    engine: &Engine,
    image: &TaggedImage,
    credentials: Option<&Credentials>,
) -> Result<Digest, Error> {
    // Without a tag the engine would push every tag of the repository.
    let options = PushImageOptionsBuilder::default().tag(image.tag.as_str()).build();
    let credentials = auth_header::header(image, credentials)?;
    let mut words = engine.docker().push_image(&image.name(), Some(options), credentials);
    let (mut pushed, mut progress) = (None, PushProgress::default());
    let (mut retrying, mut said) = (false, Instant::now());
    loop {
        let word = tokio::time::timeout(engine.timeouts().silence, words.next());
        let word = match engine.context().interrupt.unless_asked(word).await? {
            Err(_) => return Err(failed(image, PushError::Silent(engine.timeouts().silence))),
            Ok(None) => return pushed.ok_or_else(|| failed(image, PushError::NoDigest)),
            Ok(Some(Err(error))) => {
                return Err(failed(image, PushError::classify(&reason(&error), retrying)));
            }
            Ok(Some(Ok(word))) => word,
        };
        progress.record(&word);
        if said.elapsed() >= engine.timeouts().progress {
            said = Instant::now();
            engine.context().events.emit(progress.event(image));
        }
        let status = word.status.unwrap_or_default();
        pushed = pushed.or_else(|| push_digest::in_status(&status, &image.tag));
        if status.starts_with("Retrying in") && !std::mem::replace(&mut retrying, true) {
            let message =
                format!("the registry does not accept a layer of `{image}`; the engine tries again");
            engine.context().events.warn(message, None);
        }
    }
}

fn failed(image: &TaggedImage, reason: PushError) -> Error {
    match reason {
        PushError::NotBuilt(_) => Error::NotBuilt { image: image.clone() },
        PushError::NoRepository(_) => {
            Error::NoRepository { host: image.host.clone(), name: image.repository.clone() }
        }
        reason => Error::Push { image: image.clone(), reason },
    }
}
