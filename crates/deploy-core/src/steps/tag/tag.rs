//! Which tag a run works with, and where it comes from. It is chosen once, and announced.

use super::super::environment::Environment;
use super::error::TagError;
use super::running_tag;
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
    /// The tag of the command line, else that of `DEPLOY_TAG`; none if neither is given.
    pub fn given(given: Option<Tag>, from_environment: Option<Tag>) -> Option<Self> {
        let given = given.map(|tag| Self { tag, origin: TagOrigin::Given });
        given.or_else(|| from_environment.map(|tag| Self { tag, origin: TagOrigin::Variable }))
    }

    /// The same, else `latest`.
    pub fn choose(given: Option<Tag>, from_environment: Option<Tag>) -> Self {
        let latest = || Self { tag: latest(), origin: TagOrigin::Default };
        Self::given(given, from_environment).unwrap_or_else(latest)
    }

    /// The tag of the run that is resumed.
    pub(crate) fn recorded(tag: Tag) -> Self {
        Self { tag, origin: TagOrigin::LastRun }
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

/// The tag to plan with: the one given, else the one that the services run. It is never guessed.
pub(crate) async fn for_plan(
    session: &Session,
    environment: &Environment,
    given: Option<ChosenTag>,
) -> Result<Tag, Error> {
    let name = &environment.config.name;
    let chosen = match given {
        Some(chosen) => chosen,
        None => match running_tag::find(session, environment).await? {
            Some(tag) => ChosenTag { tag, origin: TagOrigin::Running(name.clone()) },
            None => return Err(TagError::NoTag(name.clone()).into()),
        },
    };
    Ok(announce(session, &chosen).clone())
}

/// The tag where it matters little, because nothing is deployed with it: the one given, else the one that was applied
/// last, else `latest`.
pub(crate) async fn for_state(
    session: &Session,
    environment: &Environment,
    given: Option<Tag>,
) -> Result<Tag, Error> {
    let name = &environment.config.name;
    let chosen = if let Some(chosen) = ChosenTag::given(given, None) {
        chosen
    } else {
        let outputs = terraform::outputs(&environment.terraform, &environment.connection).await?;
        match outputs.app_tag() {
            Some(tag) => ChosenTag { tag, origin: TagOrigin::Applied(name.clone()) },
            None => ChosenTag { tag: latest(), origin: TagOrigin::NoneRunning(name.clone()) },
        }
    };
    Ok(announce(session, &chosen).clone())
}
