//! What a rule is about.

use std::fmt;

use crate::ecs::rules::task_context::TaskContext;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    All,
    /// A service, or the family of a task.
    Name(String),
    /// The tag of one of the images.
    Tag(String),
    /// A part of the name of one of the images.
    Image(String),
}

impl Target {
    pub(crate) fn parse(text: &str) -> Self {
        match text.split_once(':') {
            Some(("tag", tag)) => Self::Tag(tag.to_owned()),
            Some(("image", image)) => Self::Image(image.to_owned()),
            _ if text == "*" => Self::All,
            _ => Self::Name(text.to_owned()),
        }
    }

    pub(crate) fn is_about_images(&self) -> bool {
        matches!(self, Self::Tag(_) | Self::Image(_))
    }

    pub(crate) fn fits(&self, context: &TaskContext) -> bool {
        let containers = &context.task_definition.containers;
        match self {
            Self::All => true,
            Self::Name(name) => context.service == Some(name) || context.task_definition.family == *name,
            Self::Tag(tag) => containers.iter().any(|plan| plan.tag() == Some(tag)),
            Self::Image(part) => containers.iter().any(|plan| plan.image.contains(part.as_str())),
        }
    }

    pub(crate) fn fits_service(&self, service: &str) -> bool {
        match self {
            Self::All => true,
            Self::Name(name) => name == service,
            Self::Tag(_) | Self::Image(_) => false,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => write!(f, "*"),
            Self::Name(name) => write!(f, "{name}"),
            Self::Tag(tag) => write!(f, "tag:{tag}"),
            Self::Image(image) => write!(f, "image:{image}"),
        }
    }
}
