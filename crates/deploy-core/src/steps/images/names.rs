//! Which images are pushed: what push will refuse is told before a build, too.

use super::error::{ImagesError, PATTERN};
use crate::compose::{Image, NotPushed};
use crate::session::Session;
use crate::types::Tag;

/// Says once, before a build, which of its images are not pushed, and which push would refuse.
pub(crate) fn announce(session: &Session, built: &[&Image], tag: &Tag) {
    let local = named(built, tag, NotPushed::Local);
    if !local.is_empty() {
        session
            .context
            .events
            .note(format!("no registry in the name, so never pushed: {}", local.join(", ")));
    }
    let constant = named(built, tag, NotPushed::OtherTag);
    if !constant.is_empty() {
        let message = format!(
            "the tag does not contain `${{APP_TAG}}`, so that push refuses it: {}",
            constant.join(", ")
        );
        session.context.events.warn(message, Some(PATTERN.to_owned()));
    }
}

/// Refuses images that cannot be pushed, and a push of nothing.
pub(crate) fn require(wanted: &[&Image], tag: &Tag) -> Result<(), ImagesError> {
    let constant = named(wanted, tag, NotPushed::OtherTag);
    if !constant.is_empty() {
        return Err(ImagesError::OtherTag { images: constant });
    }
    let local = named(wanted, tag, NotPushed::Local);
    if local.len() == wanted.len() {
        return Err(ImagesError::NothingToPush { images: local });
    }
    Ok(())
}

fn named(images: &[&Image], tag: &Tag, why: NotPushed) -> Vec<String> {
    let with = images.iter().filter(|image| image.pushed_as(tag) == Err(why));
    with.map(|image| image.reference.to_string()).collect()
}
