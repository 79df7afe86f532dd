//! What goes wrong with images: builds that failed, images that are not what they should be, names that cannot be pushed.

use crate::error::{Error, Failure, Hint, Kind, Setting, Suggestion, listed};

/// An image was not built, or cannot be pushed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImagesError {
    /// Builds failed.
    #[error("{}{}", .failed.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "), not_built(.skipped))]
    NotBuilt {
        /// Why, in the order in which they failed.
        failed: Vec<Error>,
        /// The services whose images would have been made from those.
        skipped: Vec<String>,
    },
    /// An image was made from another version of its base than the one that was built.
    #[error("`{service}` is not based on the `{base}` that was built, but on another version of it")]
    Stale {
        /// The image's service.
        service: String,
        /// The service of the base.
        base: String,
    },
    /// The builder does not leave the image with the engine.
    #[error("`{image}` was built, but the Docker engine does not have it")]
    NotLoaded {
        /// Its name.
        image: String,
    },
    /// The tasks run on another architecture.
    #[error("`{image}` was built for {built}, and its tasks run on {wanted}")]
    OtherPlatform {
        /// Its name.
        image: String,
        /// The platform that it was built for.
        built: String,
        /// That of the task definition.
        wanted: String,
    },
    /// Names with a registry, whose tags do not contain `APP_TAG`.
    #[error("cannot push {}: the tag does not contain `${{APP_TAG}}`, so that two releases would have one name", listed(.images))]
    OtherTag {
        /// The names.
        images: Vec<String>,
    },
    /// No image goes to a registry.
    #[error("there is nothing to push: no registry in the name of {}", listed(.images))]
    NothingToPush {
        /// The names.
        images: Vec<String>,
    },
    /// There is no build file.
    #[error("there is nothing to build: the project has no build file")]
    NoBuildFile,
}

/// What to write in deploy.toml, so that images have names that can be pushed.
pub(super) const PATTERN: &str = "write it as `REGISTRY/NAME:${APP_TAG}`, or set `image = \"${REGISTRY}/{service}:${APP_TAG}\"` under [build] in deploy.toml";

fn not_built(skipped: &[String]) -> String {
    match skipped {
        [] => String::new(),
        [one] => format!("; so `{one}` was not built"),
        many => format!("; so {} were not built", listed(many)),
    }
}

impl Failure for ImagesError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotBuilt { failed, .. } => failed.first().map_or(Kind::Failed, Error::kind),
            Self::Stale { .. } | Self::NotLoaded { .. } => Kind::Failed,
            Self::OtherPlatform { .. }
            | Self::OtherTag { .. }
            | Self::NothingToPush { .. }
            | Self::NoBuildFile => Kind::Usage,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::NotBuilt { failed, .. } => failed.iter().flat_map(Error::hints).collect(),
            Self::Stale { .. } => vec![
                "a builder in a container takes bases from the registry: build with the engine's own, or push the base first"
                    .into(),
            ],
            Self::NotLoaded { .. } => vec!["use a builder that loads what it builds, as that of the engine".into()],
            Self::OtherPlatform { wanted, .. } => {
                vec![Hint::set(Setting::Platform, format!("build it with {{}} {wanted}"))]
            }
            Self::OtherTag { .. } | Self::NothingToPush { .. } => vec![PATTERN.into()],
            Self::NoBuildFile => vec![Hint::run(
                Suggestion::Apply,
                "to deploy images that are in the registry already: {}",
            )],
        }
    }
}
