//! Which tag a run works with, and where it comes from. It is chosen once, and told.

use crate::event::Fact;
use crate::image::Tag;

use super::Run;
use super::ready::Ready;

const LATEST: &str = "latest";

/// The tag of images to build or push, with where it comes from.
#[derive(Clone, Debug)]
pub struct BuildTag {
    /// The tag.
    pub tag: Tag,
    /// For people: "given with --tag".
    pub origin: &'static str,
}

impl BuildTag {
    /// The tag of the command line, else that of `DEPLOY_TAG`, else `latest`.
    pub fn choose(given: Option<Tag>, from_environment: Option<Tag>) -> Self {
        let given = given.map(|tag| Self { tag, origin: "given with --tag" });
        let from_environment = from_environment.map(|tag| Self { tag, origin: "from DEPLOY_TAG" });
        given.or(from_environment).unwrap_or_else(|| Self { tag: latest(), origin: "because none was given" })
    }
}

fn latest() -> Tag {
    LATEST.parse().expect("`latest` is a tag")
}

impl Run {
    pub(super) fn tell_tag(&self, tag: &BuildTag) {
        self.context.events.say(Fact::TagChosen { tag: tag.tag.clone(), origin: tag.origin.to_owned() });
    }

    /// The tag to plan with: the one given, else the one that the environment runs, else `latest`.
    pub(super) async fn plan_tag(&self, given: Option<Tag>, ready: &Ready) -> Result<Tag, crate::Error> {
        let (tag, origin) = match given {
            Some(tag) => (tag, "given with --tag".to_owned()),
            None => match self.running_tag(ready).await? {
                Some(tag) => (tag, format!("the one that {} runs", ready.environment.name)),
                None => (latest(), format!("because {} runs none yet", ready.environment.name)),
            },
        };
        self.context.events.say(Fact::TagChosen { tag: tag.clone(), origin });
        Ok(tag)
    }

    async fn running_tag(&self, ready: &Ready) -> Result<Option<Tag>, crate::Error> {
        let outputs = ready.terraform.outputs(ready.aws.as_ref()).await?;
        let tag = outputs.get("app_tag").and_then(|output| output.value.as_ref()?.as_str());
        Ok(tag.and_then(|tag| tag.parse().ok()))
    }
}
