//! The tag that the services of an environment run: what they have, not what was applied last, which may have been rolled
//! back.
//!
//! What a reader would get wrong: a tag is a part of an image's tag, as in `1.0.1-base`. Which part it is, the images
//! that Terraform applied say together with the output `app_tag`; without that output the build file says it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::environment::Environment;
use super::super::images::read::{self, Selection};
use super::super::services::applied_by_cluster;
use super::error::TagError;
use crate::aws::ecs::service;
use crate::aws::ecs::task_definition::{self, Container};
use crate::compose::Image;
use crate::error::Error;
use crate::session::Session;
use crate::terraform::{self, ContainerImage, State};
use crate::types::{ImageRef, Tag};

/// The images of a service, as its primary deployment's task definition names them.
#[derive(Clone, Debug)]
pub(crate) struct RunningService {
    /// Its ARN, as Terraform knows it.
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) images: Vec<ContainerImage>,
}

/// How the tag is part of the tags of a repository's images.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pattern {
    /// `HOST/REPOSITORY`.
    repository: String,
    before: String,
    after: String,
}

/// The tag that the services run. None where there is no service, or none yet.
pub(crate) async fn find(session: &Session, environment: &Environment) -> Result<Option<Tag>, Error> {
    let state = terraform::state(&environment.terraform, &environment.connection).await?.unwrap_or_default();
    let app_tag = state.outputs.app_tag();
    if state.services.is_empty() {
        return Ok(app_tag);
    }
    let running = services(environment, &state).await?;
    if running.is_empty() {
        return Ok(None);
    }
    let mut patterns = app_tag.map(|tag| patterns_of_state(&state, &tag)).unwrap_or_default();
    if patterns.is_empty() {
        patterns = patterns_of_build_file(session).await;
    }
    Ok(Some(common_tag(environment, &running, &patterns)?))
}

/// The services of the state that ECS has and deploys itself.
pub(crate) async fn services(environment: &Environment, state: &State) -> Result<Vec<RunningService>, Error> {
    let aws = environment.aws().await?;
    let mut running = Vec::new();
    for (cluster, services) in applied_by_cluster(state) {
        let ecs = cluster.ecs(aws);
        let names: Vec<_> = services.iter().map(|service| service.name.clone()).collect();
        let found = service::describe(&ecs, &cluster.name, &names).await?;
        for (applied, found) in services.into_iter().zip(found) {
            let Some(primary) = found.as_ref().and_then(service::Service::primary) else { continue };
            let definition = task_definition::describe(&ecs, &primary.task_definition.to_string()).await?;
            let images = definition
                .containers()
                .map(|Container { name, image, .. }| ContainerImage::named(name, image));
            running.push(RunningService {
                arn: applied.arn.clone(),
                name: applied.name.clone(),
                images: images.collect(),
            });
        }
    }
    Ok(running)
}

fn patterns_of_state(state: &State, tag: &Tag) -> BTreeSet<Pattern> {
    let images = state.task_definitions.values().flat_map(|definition| &definition.images);
    images.filter_map(|image| Pattern::of(&image.image, tag)).collect()
}

/// None where there is no build file, or where it cannot be read here.
async fn patterns_of_build_file(session: &Session) -> BTreeSet<Pattern> {
    let tag: Tag = "deploy-any-tag".parse().expect("it is a tag");
    let Ok(images) = read::read(session, &tag, Selection::default()).await else { return BTreeSet::new() };
    let images = images.all().iter().flat_map(Image::names).map(ToString::to_string);
    images.filter_map(|image| Pattern::of(&image, &tag)).collect()
}

impl Pattern {
    fn of(image: &str, tag: &Tag) -> Option<Self> {
        let (repository, of_image) = parts(image)?;
        let (before, after) = of_image.around(tag)?;
        Some(Self { repository, before: before.to_owned(), after: after.to_owned() })
    }

    fn tag_of(&self, of_image: &Tag) -> Option<Tag> {
        of_image.as_str().strip_prefix(&self.before)?.strip_suffix(&self.after)?.parse().ok()
    }
}

fn parts(image: &str) -> Option<(String, Tag)> {
    let ImageRef { host, repository, tag, .. } = image.parse::<ImageRef>().ok()?.normalized();
    Some((format!("{}/{repository}", host.unwrap_or_default()), tag?))
}

/// The one tag of all images to which a pattern applies.
fn common_tag(
    environment: &Environment,
    running: &[RunningService],
    patterns: &BTreeSet<Pattern>,
) -> Result<Tag, TagError> {
    let name = &environment.config.name;
    let mut tags: BTreeMap<Tag, BTreeSet<String>> = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    for service in running {
        for image in &service.images {
            let Some((repository, of_image)) = parts(&image.image) else { continue };
            let mut ours = patterns.iter().filter(|pattern| pattern.repository == repository).peekable();
            let is_ours = ours.peek().is_some();
            match ours.find_map(|pattern| pattern.tag_of(&of_image)) {
                Some(tag) => drop(tags.entry(tag).or_default().insert(service.name.clone())),
                None if is_ours || patterns.is_empty() => drop(unknown.insert(image.image.clone())),
                None => {}
            }
        }
    }
    if tags.len() > 1 {
        let tags = tags.into_iter().map(|(tag, services)| (tag, services.into_iter().collect())).collect();
        return Err(TagError::TagsDiffer { environment: name.clone(), tags });
    }
    match tags.into_keys().next() {
        Some(tag) if unknown.is_empty() => Ok(tag),
        _ => Err(TagError::TagUnknown { environment: name.clone(), images: unknown.into_iter().collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag_in(applied: &str, app_tag: &str, running: &str) -> Option<String> {
        let pattern = Pattern::of(applied, &app_tag.parse().unwrap())?;
        let (repository, of_image) = parts(running)?;
        assert_eq!(repository, pattern.repository);
        pattern.tag_of(&of_image).map(|tag| tag.to_string())
    }

    #[test]
    fn the_tag_is_the_part_that_changes() {
        let found = |applied: &str, app_tag: &str, running: &str| tag_in(applied, app_tag, running).unwrap();
        assert_eq!(found("a.b/app:1.0.2", "1.0.2", "a.b/app:1.0.1"), "1.0.1");
        assert_eq!(found("a.b/app:1.0.2-base", "1.0.2", "a.b/app:1.0.1-base"), "1.0.1");
        assert_eq!(found("app:v-1-x", "1", "docker.io/library/app:v-22-x"), "22");
        assert_eq!(tag_in("a.b/app:1.0.2-base", "1.0.2", "a.b/app:1.0.1-slim"), None);
        assert_eq!(tag_in("a.b/redis:7", "1.0.2", "a.b/redis:7"), None);
    }
}
