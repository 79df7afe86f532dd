//! One image that the build file describes.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::types::TaggedImage;

/// One image that is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Image {
    /// The service that describes it.
    pub(crate) service: String,
    /// Other services that describe the same image in the same way: building one builds them all.
    pub(crate) shared_with: Vec<String>,
    /// Its name.
    pub(crate) reference: TaggedImage,
    /// Further names that the build gives it (`build.tags`).
    pub(crate) tags: Vec<String>,
    /// Where its Dockerfile is.
    pub(crate) dockerfile: DockerfileSource,
    /// Build arguments.
    pub(crate) args: BTreeMap<String, String>,
    /// The stage that is wanted, where it is not the last.
    pub(crate) target: Option<String>,
    /// Named contexts: a path, an address, `service:NAME` or `docker-image://NAME`.
    pub(crate) contexts: BTreeMap<String, String>,
    /// The services that it says it depends on, built or not.
    pub(crate) depends_on: Vec<String>,
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

impl Image {
    /// Whether a service, as the user names it, is built by building this.
    pub(crate) fn is_for(&self, service: &str) -> bool {
        self.service == service || self.shared_with.iter().any(|other| other == service)
    }

    pub(super) fn is_built_like(&self, other: &Self) -> bool {
        (&self.dockerfile, &self.args, &self.target, &self.contexts)
            == (&other.dockerfile, &other.args, &other.target, &other.contexts)
    }
}
