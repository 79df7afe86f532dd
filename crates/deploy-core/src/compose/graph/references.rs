//! What an image names in its Dockerfile and its named contexts, and which image that is.

use std::collections::BTreeMap;
use std::{fs, io};

use crate::compose::dockerfile::{Build, Dockerfile, Reference};
use crate::compose::image::{DockerfileSource, Image};
use crate::types::ImageRef;

/// What an image's Dockerfile names.
pub(super) fn of_image(image: &Image) -> io::Result<Vec<Reference>> {
    let text = match &image.dockerfile {
        DockerfileSource::Inline(text) => text.clone(),
        DockerfileSource::Remote(_) => return Ok(Vec::new()),
        DockerfileSource::File(path) => String::from_utf8_lossy(&fs::read(path)?).into_owned(),
    };
    let build = Build {
        builder: image.builder,
        args: &image.args,
        target: image.target.as_deref(),
        contexts: &image.contexts,
        platform: image.platform.as_deref(),
    };
    Ok(Dockerfile::parse(&text).references(&build))
}

/// What a name stands for.
pub(super) enum Source {
    /// An image that is built here.
    Built(usize),
    /// An image of a registry.
    Pulled(String),
    /// A folder, an archive, a repository.
    Elsewhere,
}

/// The images that are built here, by all their names.
pub(super) struct Sources<'a> {
    images: &'a [Image],
    by_name: BTreeMap<String, usize>,
}

impl<'a> Sources<'a> {
    pub(super) fn of(images: &'a [Image]) -> Self {
        let mut by_name = BTreeMap::new();
        for (index, image) in images.iter().enumerate() {
            by_name.extend(image.names().map(|name| (name.normalized().to_string(), index)));
        }
        Self { images, by_name }
    }

    /// What a name in the build of `image` stands for. A named context stands before an image of the same name.
    pub(super) fn find(&self, name: &str, image: &Image) -> Source {
        let context = image.contexts.iter().find(|(context, _)| ImageRef::is_same(context, name));
        let name = match context {
            None => name,
            Some((_, value)) => match (service_of(value), value.strip_prefix("docker-image://")) {
                (Some(service), _) => return self.service(service).map_or(Source::Elsewhere, Source::Built),
                (None, Some(image)) => image,
                (None, None) => return Source::Elsewhere,
            },
        };
        self.image(name).map_or_else(|| Source::Pulled(name.to_owned()), Source::Built)
    }

    /// The image that has this whole name.
    pub(super) fn image(&self, name: &str) -> Option<usize> {
        self.by_name.get(&ImageRef::normalized_name(name)).copied()
    }

    /// The image that is built for a service.
    pub(super) fn service(&self, service: &str) -> Option<usize> {
        self.images.iter().position(|image| image.is_for(service))
    }
}

/// The service whose image a named context is: Compose says `service:`, bake `target:`.
pub(in crate::compose) fn service_of(context: &str) -> Option<&str> {
    context.strip_prefix("service:").or_else(|| context.strip_prefix("target:"))
}
