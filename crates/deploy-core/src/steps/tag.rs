//! Which tag a run works with, and where it comes from. It is chosen once, and announced.

use super::environment::Environment;
use crate::error::Error;
use crate::event::{EventKind, TagOrigin};
use crate::session::Session;
use crate::terraform;
use crate::types::Tag;

const LATEST: &str = "latest";

/// The tag of images to build or push, with where it comes from.
#[derive(Clone, Debug)]
pub struct ChosenTag {
    /// The tag.
    pub tag: Tag,
    origin: TagOrigin,
}

impl ChosenTag {
    /// The tag of the command line, else that of `DEPLOY_TAG`, else `latest`.
    pub fn choose(given: Option<Tag>, from_environment: Option<Tag>) -> Self {
        let given = given.map(|tag| Self { tag, origin: TagOrigin::Given });
        let from_environment = from_environment.map(|tag| Self { tag, origin: TagOrigin::Variable });
        given.or(from_environment).unwrap_or_else(|| Self { tag: latest(), origin: TagOrigin::Default })
    }
}

fn latest() -> Tag {
    LATEST.parse().expect("`latest` is a tag")
}

/// Announces a tag that was chosen.
pub(crate) fn announce<'a>(session: &Session, chosen: &'a ChosenTag) -> &'a Tag {
    session.emit(EventKind::TagChosen { tag: chosen.tag.clone(), origin: chosen.origin.clone() });
    &chosen.tag
}

/// The tag to plan with: the one given, else the one that the environment runs, else `latest`.
pub(crate) async fn for_plan(
    session: &Session,
    environment: &Environment,
    given: Option<Tag>,
) -> Result<Tag, Error> {
    let name = &environment.config.name;
    let (tag, origin) = match given {
        Some(tag) => (tag, TagOrigin::Given),
        None => match running_tag(environment).await? {
            Some(tag) => (tag, TagOrigin::Running(name.clone())),
            None => (latest(), TagOrigin::NoneRunning(name.clone())),
        },
    };
    session.emit(EventKind::TagChosen { tag: tag.clone(), origin });
    Ok(tag)
}

async fn running_tag(environment: &Environment) -> Result<Option<Tag>, Error> {
    let outputs = terraform::outputs(&environment.terraform, &environment.connection).await?;
    let tag = outputs.get("app_tag").and_then(|output| output.value.as_ref()?.as_str());
    Ok(tag.and_then(|tag| tag.parse().ok()))
}
