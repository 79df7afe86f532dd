//! `deploy push`: pushes what the registry does not have.

use crate::error::Error;
use crate::event::Step;
use crate::session::Session;
use crate::steps::images::read::{self, Selection};
use crate::steps::images::{names, push, registries};
use crate::steps::tag::{self, ChosenTag};

/// What to push.
#[derive(Clone, Debug)]
pub struct PushRequest {
    /// The images' tag.
    pub tag: ChosenTag,
    /// Services of the build file; none means all.
    pub services: Vec<String>,
    /// The profiles whose services are pushed without being named.
    pub profiles: Vec<String>,
}

/// Pushes. Returns how many images the registry now has.
pub async fn push(session: &Session, request: PushRequest) -> Result<usize, Error> {
    let tag = tag::announce(session, &request.tag);
    let selection = Selection { wanted: request.services, profiles: request.profiles, args: &[] };
    let images = read::read(session, tag, selection).await?;
    let wanted = images.wanted()?;
    names::require(&wanted, images.tag())?;
    let registries = registries::find(session, &images, &session.default_aws).await?;
    registries::require_repositories(&images, &registries).await?;
    let about: Vec<_> = wanted.iter().map(|image| image.service.as_str()).collect();
    let pushed: Vec<_> = wanted.iter().flat_map(|image| image.all_pushed_as(images.tag())).collect();
    session.step(Step::Push, about.join(", "), push::push_all(session, &registries, &pushed)).await?;
    Ok(pushed.len())
}
