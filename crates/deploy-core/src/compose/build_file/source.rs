//! Where the Dockerfile of a build is.

use std::path::PathBuf;

use super::config::{Build, plain};
use crate::compose::image::DockerfileSource;

/// The name of a Dockerfile that is not named.
const DOCKERFILE: &str = "Dockerfile";

pub(super) fn context(build: &Build) -> String {
    plain(build.context.as_deref().unwrap_or("."))
}

pub(super) fn dockerfile(build: &Build) -> DockerfileSource {
    if let Some(text) = &build.dockerfile_inline {
        return DockerfileSource::Inline(plain(text));
    }
    let context = context(build);
    if is_remote(&context) {
        return DockerfileSource::Remote(context);
    }
    let name = plain(build.dockerfile.as_deref().unwrap_or(DOCKERFILE));
    let file = PathBuf::from(&context).join(&name);
    // As the Docker client has it.
    let lower = PathBuf::from(&context).join(DOCKERFILE.to_lowercase());
    let is_lower = name == DOCKERFILE && !file.exists() && lower.exists();
    DockerfileSource::File(if is_lower { lower } else { file })
}

/// What Docker takes for the address of a context (<https://docs.docker.com/build/concepts/context/#remote-context>).
fn is_remote(context: &str) -> bool {
    ["http://", "https://", "git://", "ssh://", "git@", "github.com/"]
        .iter()
        .any(|start| context.starts_with(start))
}
