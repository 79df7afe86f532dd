//! The graph of a build file's images, made once when the file is read.
//!
//! An image needs another one if its Dockerfile names it, or if one of its named contexts is it. `depends_on` is about running:
//! it counts only where a Dockerfile cannot be read.

use std::collections::BTreeSet;

use super::references::{self, Source, Sources};
use crate::compose::build_file::config::Frame;
use crate::compose::build_file::written::{Place, Written};
use crate::compose::dockerfile::Reference;
use crate::compose::image::{DockerfileSource, Image};

/// The images of a build file, with what each needs.
#[derive(Clone, Debug)]
pub(crate) struct ImageGraph {
    images: Vec<Image>,
    needs: Vec<Needs>,
    frame: Frame,
}

/// What an image needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// The images of the build file that it is made from, each once.
    pub(crate) built: Vec<Need>,
    /// What it takes from elsewhere.
    pub(crate) pulled: Vec<Pulled>,
    /// Why its Dockerfile could not be read: the system's error number.
    pub(super) unreadable: Option<i32>,
}

/// Another image of the build file, as an index of the graph's images.
#[derive(Clone, Debug)]
pub(crate) struct Need {
    pub(crate) image: usize,
    pub(crate) reason: Reason,
    /// Whether the image begins with the layers of the other.
    pub(crate) is_base: bool,
}

/// An image of a registry.
#[derive(Clone, Debug)]
pub(crate) struct Pulled {
    pub(crate) name: String,
    pub(crate) reason: Reason,
    /// Whether the name was made from variables.
    pub(super) variable: bool,
}

/// Why an image is needed.
#[derive(Clone, Debug)]
pub(crate) struct Reason {
    /// `FROM`, `COPY`, `RUN`, `additional_contexts`, `argument NAME`, `depends_on`.
    pub(crate) instruction: String,
    /// Where that is written.
    pub(crate) place: Option<Place>,
}

impl ImageGraph {
    /// Reads the Dockerfile of each image.
    pub(in crate::compose) fn new(images: Vec<Image>, written: &Written, frame: Frame) -> Self {
        let sources = Sources::of(&images);
        let reading = |index| Reading { images: &images, index, sources: &sources, written }.needs();
        let needs = (0..images.len()).map(reading).collect();
        Self { images, needs, frame }
    }

    /// The images, in the order of their services' names.
    pub(crate) fn images(&self) -> &[Image] {
        &self.images
    }

    /// What an image needs.
    pub(crate) fn needs(&self, index: usize) -> &Needs {
        &self.needs[index]
    }

    pub(in crate::compose) fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The image that is built for a service.
    pub(crate) fn find(&self, service: &str) -> Option<usize> {
        self.images.iter().position(|image| image.is_for(service))
    }
}

impl Needs {
    /// The images of the build file that it is made from.
    pub(crate) fn indices(&self) -> BTreeSet<usize> {
        self.built.iter().map(|need| need.image).collect()
    }

    fn add(&mut self, need: Need) {
        match self.built.iter_mut().find(|other| other.image == need.image) {
            Some(other) => other.is_base |= need.is_base,
            None => self.built.push(need),
        }
    }
}

struct Reading<'a> {
    images: &'a [Image],
    index: usize,
    sources: &'a Sources<'a>,
    written: &'a Written,
}

impl Reading<'_> {
    fn image(&self) -> &Image {
        &self.images[self.index]
    }

    fn needs(&self) -> Needs {
        let mut needs = Needs::default();
        match references::of_image(self.image()) {
            Ok(references) => references.into_iter().for_each(|reference| self.add(reference, &mut needs)),
            Err(error) => needs.unreadable = Some(error.raw_os_error().unwrap_or_default()),
        }
        self.add_contexts(&mut needs);
        if let DockerfileSource::Remote(_) = self.image().dockerfile {
            self.add_for_unknown_dockerfile(&mut needs);
        }
        needs
    }

    fn add(&self, reference: Reference, needs: &mut Needs) {
        let Reference { name, variable, instruction, line, is_base } = reference;
        let place = match &self.image().dockerfile {
            DockerfileSource::File(file) => Some(Place { file: file.clone(), line }),
            _ => self.written.place(&self.image().service, "build"),
        };
        let reason = Reason { instruction: instruction.to_owned(), place };
        match self.sources.find(&name, self.image()) {
            // An image can begin with its own earlier version.
            Source::Built(image) if image == self.index => {
                needs.pulled.push(Pulled { name, reason, variable });
            }
            Source::Built(image) => needs.add(Need { image, reason, is_base }),
            Source::Pulled(name) => needs.pulled.push(Pulled { name, reason, variable }),
            Source::Elsewhere => {}
        }
    }

    /// Compose builds the image of a context first, whether the Dockerfile uses it or not.
    fn add_contexts(&self, needs: &mut Needs) {
        let services = self.image().contexts.values().filter_map(|value| references::service_of(value));
        self.add_services(services, "additional_contexts", needs);
    }

    /// All that is known of what a Dockerfile elsewhere needs: the arguments that it is given, and what its service depends on.
    fn add_for_unknown_dockerfile(&self, needs: &mut Needs) {
        for (name, value) in &self.image().args {
            if let Some(image) = self.sources.image(value).filter(|image| *image != self.index) {
                let reason = Reason { instruction: format!("argument {name}"), place: self.place("build") };
                needs.add(Need { image, reason, is_base: false });
            }
        }
        let services = self.image().depends_on.iter().map(String::as_str);
        self.add_services(services, "depends_on", needs);
    }

    fn add_services<'s>(&self, services: impl Iterator<Item = &'s str>, key: &str, needs: &mut Needs) {
        let found = services.filter_map(|service| self.sources.service(service));
        for image in found.filter(|image| *image != self.index) {
            let place = self.place(if key == "depends_on" { key } else { "build" });
            let reason = Reason { instruction: key.to_owned(), place };
            needs.add(Need { image, reason, is_base: false });
        }
    }

    fn place(&self, key: &str) -> Option<Place> {
        self.written.place(&self.image().service, key)
    }
}
