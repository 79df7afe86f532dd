//! The graph of a build file's images, made once when the file is read.
//!
//! An image needs another one if its Dockerfile names it, if one of its named contexts is it, or if it says so by
//! `depends_on`. What an image is *made of* is more than what it waits for: building an image also builds the former.

use std::collections::BTreeSet;

use super::references::{Source, Sources};
use crate::compose::dockerfile::Reference;
use crate::compose::error::Error;
use crate::compose::image::{DockerfileSource, Image};

/// The images of a build file, with what each needs.
#[derive(Clone, Debug)]
pub(crate) struct ImageGraph {
    images: Vec<Image>,
    needs: Vec<Needs>,
}

/// What an image needs, as indices of images.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs {
    /// The images that it is made of.
    pub(super) made_of: BTreeSet<usize>,
    /// The images that it waits for.
    pub(super) after: BTreeSet<usize>,
    /// What it takes from elsewhere.
    pub(super) foreign: Vec<Reference>,
}

impl ImageGraph {
    /// Reads the Dockerfile of each image.
    pub(crate) fn new(images: Vec<Image>) -> Result<Self, Error> {
        let sources = Sources::of(&images);
        let needs = images.iter().map(|image| needs(image, &sources)).collect::<Result<_, _>>()?;
        Ok(Self { images, needs })
    }

    /// The images, in the order of their services' names.
    pub(crate) fn images(&self) -> &[Image] {
        &self.images
    }

    pub(super) fn needs(&self, index: usize) -> &Needs {
        &self.needs[index]
    }
}

fn needs(image: &Image, sources: &Sources<'_>) -> Result<Needs, Error> {
    let mut needs = Needs::default();
    for reference in super::references::of_image(image)? {
        match sources.find(&reference.name, image) {
            Source::Built(index) => drop(needs.made_of.insert(index)),
            Source::Pulled(name) => needs.foreign.push(Reference { name, ..reference }),
            Source::Elsewhere => {}
        }
    }
    let depends_on = sources.depends_on(image);
    if let DockerfileSource::Remote(_) = image.dockerfile {
        needs.made_of.extend(&depends_on); // its Dockerfile cannot be read: this is all that is known
    }
    needs.after = needs.made_of.iter().copied().chain(depends_on).collect();
    Ok(needs)
}
