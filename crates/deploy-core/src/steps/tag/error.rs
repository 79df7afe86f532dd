//! What is wrong with a tag, found before anything is changed by it.

use crate::error::{Failure, Hint, Kind, Setting, listed};
use crate::types::{EnvName, Tag, TaggedImage};

/// A tag cannot be known, or its images are not where they must be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TagError {
    /// Services run different tags, so that none is that of the environment.
    #[error("the services of `{environment}` run different tags: {}", services_by_tag(tags))]
    TagsDiffer { environment: EnvName, tags: Vec<(Tag, Vec<String>)> },
    /// Services run, and their images do not say with which tag.
    #[error("the tag that `{environment}` runs is not known; its services run {}", listed(images))]
    TagUnknown { environment: EnvName, images: Vec<String> },
    /// No tag was given, and no service runs one.
    #[error("no tag is given, and `{0}` runs none yet")]
    NoTag(EnvName),
    /// The plan's images are not in the registry.
    #[error("the registry does not have {}", listed(images))]
    NoImages { images: Vec<TaggedImage> },
    /// The plan names the image of another registry than the one that was pushed to.
    #[error("the plan runs `{}`, but `{}` was pushed", .0.planned, .0.pushed)]
    PushedElsewhere(Box<PushedElsewhere>),
}

impl Failure for TagError {
    fn kind(&self) -> Kind {
        match self {
            Self::TagsDiffer { .. } | Self::TagUnknown { .. } => Kind::Refused,
            Self::NoTag(_) | Self::NoImages { .. } | Self::PushedElsewhere(_) => Kind::Usage,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        vec![match self {
            Self::TagsDiffer { .. } | Self::TagUnknown { .. } | Self::NoTag(_) => {
                Hint::set(Setting::Tag, "pass it with {}")
            }
            Self::NoImages { .. } => {
                Hint::set(Setting::Tag, "check {}, or build and push the images with this tag first")
            }
            Self::PushedElsewhere(_) => {
                "name the same registry in the build file (REGISTRY) and in Terraform (TF_VAR_registry)"
                    .into()
            }
        }]
    }
}

/// An image that a plan names, and the one of another registry that was pushed.
#[derive(Debug)]
pub(crate) struct PushedElsewhere {
    pub(crate) planned: TaggedImage,
    pub(crate) pushed: TaggedImage,
}

/// "1.0.0 (`worker`), 1.0.1 (`web`)".
fn services_by_tag(tags: &[(Tag, Vec<String>)]) -> String {
    let one = |(tag, services): &(Tag, Vec<String>)| format!("{tag} ({})", listed(services));
    tags.iter().map(one).collect::<Vec<_>>().join(", ")
}
