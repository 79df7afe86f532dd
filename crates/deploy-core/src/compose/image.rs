//! One image that the build files describe.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value};

use super::build_file::written::Place;
use super::dockerfile::Builder;
use super::error::Error;
use super::options::is_private;
use crate::types::{ImageRef, Tag, TaggedImage};

/// One image that is built.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Image {
    /// The service that describes it.
    pub(crate) service: String,
    /// Other services that describe the same image in the same way: building one builds them all.
    pub(crate) shared_with: Vec<String>,
    /// Whether it is built where no service is named: not if all its services are in profiles that are not active.
    pub(crate) is_default: bool,
    /// The name that the build gives it.
    pub(crate) reference: ImageRef,
    /// The names that it has beside: `build.tags`, and those that other services give the same build.
    pub(crate) tags: Vec<ImageRef>,
    /// The folder of its files, or their address.
    pub(crate) context: String,
    /// Where its Dockerfile is.
    pub(crate) dockerfile: DockerfileSource,
    /// Build arguments.
    pub(crate) args: BTreeMap<String, String>,
    /// The stage that is wanted, where it is not the last.
    pub(crate) target: Option<String>,
    /// The platform that it is built for, where one is named.
    pub(crate) platform: Option<String>,
    /// Named contexts: a path, an address, `service:NAME` or `docker-image://NAME`.
    pub(crate) contexts: BTreeMap<String, String>,
    /// The services that it says it depends on, built or not.
    pub(crate) depends_on: Vec<String>,
    /// The variables that its description reads and that are not set.
    pub(crate) unset: Vec<String>,
    /// The name that it would have, which is none.
    pub(crate) invalid: Option<Invalid>,
    /// The builder that builds it.
    pub(super) builder: Builder,
    /// What the build files say of its build, as Compose prints it.
    pub(super) build: Map<String, Value>,
}

/// Where the Dockerfile of an image is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DockerfileSource {
    /// In a file here.
    File(PathBuf),
    /// In the build file itself.
    Inline(String),
    /// Elsewhere, where only the engine can read them: the address of a repository or an archive.
    Remote(String),
}

/// A name that is no reference to an image, as where a variable of it is blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub(super) name: String,
    pub(super) place: Option<Place>,
}

/// Why an image is not pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotPushed {
    /// Its name has no registry: it stays on this machine.
    Local,
    /// It names a registry, but its tag is not made from `APP_TAG`.
    OtherTag,
}

impl Image {
    /// Whether a service, as the user names it, is built by building this.
    pub(crate) fn is_for(&self, service: &str) -> bool {
        self.services().any(|own| own == service)
    }

    /// All services that describe it.
    pub(crate) fn services(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.service).chain(&self.shared_with).map(String::as_str)
    }

    /// All its names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &ImageRef> {
        std::iter::once(&self.reference).chain(&self.tags)
    }

    /// The name under which it is pushed. The tag must contain `APP_TAG` as a whole part, else two releases would have one
    /// name.
    pub(crate) fn pushed_as(&self, tag: &Tag) -> Result<TaggedImage, NotPushed> {
        let named = TaggedImage::try_from(self.reference.clone());
        match named {
            Ok(image) if image.tag.has_part(tag) => Ok(image),
            _ if self.reference.host.is_none() => Err(NotPushed::Local),
            _ => Err(NotPushed::OtherTag),
        }
    }

    /// All names under which it is pushed: beside its own those in the same registry.
    pub(crate) fn all_pushed_as(&self, tag: &Tag) -> Vec<TaggedImage> {
        let Ok(own) = self.pushed_as(tag) else { return Vec::new() };
        let others = self.tags.iter().filter_map(|name| TaggedImage::try_from(name.clone()).ok());
        let others: Vec<_> = others.filter(|name| name.host == own.host && *name != own).collect();
        std::iter::once(own).chain(others).collect()
    }

    /// The arguments for people: none for the value of one that may be secret.
    pub(crate) fn shown_args(&self) -> BTreeMap<String, Option<String>> {
        let shown = |name: &str, value: &str| (!is_private(name, value)).then(|| value.to_owned());
        self.args.iter().map(|(name, value)| (name.clone(), shown(name, value))).collect()
    }

    /// Whether one build makes both: they may differ in their names.
    pub(super) fn is_built_like(&self, other: &Self) -> bool {
        (&self.dockerfile, &self.build, &self.platform, &self.builder)
            == (&other.dockerfile, &other.build, &other.platform, &other.builder)
    }

    /// Lets this build give the other's names, too.
    pub(super) fn share(&mut self, other: Self) {
        let names: Vec<_> =
            other.names().filter(|name| !self.names().any(|own| own == *name)).cloned().collect();
        self.tags.extend(names);
        self.shared_with.extend(std::iter::once(other.service).chain(other.shared_with));
        self.is_default |= other.is_default;
        self.unset.extend(other.unset);
        self.invalid = self.invalid.take().or(other.invalid);
        self.depends_on.extend(other.depends_on);
    }
}

impl Invalid {
    /// Says of which service, and where.
    pub(super) fn error(&self, service: &str) -> Error {
        let place = self.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
        Error::Image {
            service: service.to_owned(),
            problem: format!("{place}`{}` is not the name of an image", self.name),
            hint:
                "write it as `[REGISTRY/]NAME:${APP_TAG}`; a blank part comes from a variable that is empty"
                    .into(),
        }
    }
}
