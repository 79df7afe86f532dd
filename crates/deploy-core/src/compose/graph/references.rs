//! What an image names in its Dockerfile and its named contexts, and which image that is.

use std::collections::BTreeMap;
use std::fs;

use crate::compose::dockerfile::{Build, Dockerfile, Reference};
use crate::compose::error::Error;
use crate::compose::image::{DockerfileSource, Image};
use crate::types::ImageRef;

/// What an image's Dockerfile and its named contexts name.
pub(super) fn of_image(image: &Image) -> Result<Vec<Reference>, Error> {
    let text = match &image.dockerfile {
        DockerfileSource::Inline(text) => text.clone(),
        DockerfileSource::Remote(_) => String::new(),
        DockerfileSource::File(path) => {
            let bytes = fs::read(path);
            let bytes = bytes.map_err(|source| Error::no_dockerfile(&image.service, path.clone(), source))?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    };
    let build = Build { args: &image.args, target: image.target.as_deref() };
    let mut references = Dockerfile::parse(&text).references(&build);
    let contexts = image.contexts.keys().map(|name| Reference { name: name.clone(), variable: false });
    references.extend(contexts);
    Ok(references)
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
            by_name.insert(normalized(&image.reference.to_string()), index);
            by_name.extend(image.tags.iter().map(|tag| (normalized(tag), index)));
        }
        Self { images, by_name }
    }

    /// What a name in the build of `image` stands for. A named context stands before an image of the same name.
    pub(super) fn find(&self, name: &str, image: &Image) -> Source {
        let is_name = |context: &&String| normalized(context) == normalized(name);
        let context = image.contexts.keys().find(is_name).and_then(|context| image.contexts.get(context));
        let name = match context {
            None => name,
            Some(value) => match (value.strip_prefix("service:"), value.strip_prefix("docker-image://")) {
                (Some(service), _) => return self.service(service).map_or(Source::Elsewhere, Source::Built),
                (None, Some(image)) => image,
                (None, None) => return Source::Elsewhere,
            },
        };
        let built = self.by_name.get(&normalized(name)).copied();
        built.map_or_else(|| Source::Pulled(name.to_owned()), Source::Built)
    }

    /// The other images whose services an image names in `depends_on`.
    pub(super) fn depends_on(&self, image: &Image) -> Vec<usize> {
        let named = image.depends_on.iter().filter_map(|service| self.service(service));
        named.filter(|index| self.images[*index] != *image).collect()
    }

    fn service(&self, service: &str) -> Option<usize> {
        self.images.iter().position(|image| image.is_for(service))
    }
}

/// A name in the form in which two names of one image are equal. One that is no reference is the builder's to refuse.
fn normalized(name: &str) -> String {
    name.parse::<ImageRef>().map_or_else(|_| name.to_owned(), |image| image.normalized().to_string())
}
