//! What a build would do, as data: the images with what each is made from, and why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use super::read::Images;
use crate::compose::graph::Reason;
use crate::compose::{self, DockerfileSource, Image};
use crate::types::{ImageRef, Tag};

/// What a build would do.
#[derive(Clone, Debug, Serialize)]
pub struct BuildPlan {
    /// The images' tag.
    pub tag: Tag,
    /// The images, in an order in which they can be built.
    pub images: Vec<PlannedImage>,
}

/// An image that would be built.
#[derive(Clone, Debug, Serialize)]
pub struct PlannedImage {
    /// The service that describes it.
    pub service: String,
    /// Other services that describe the same image.
    pub shared_with: Vec<String>,
    /// Its name.
    pub image: ImageRef,
    /// Its further names.
    pub tags: Vec<ImageRef>,
    /// Whether it is pushed.
    pub pushed: bool,
    /// Images with the same number are built at the same time, each as soon as what it needs is built. From 1.
    pub step: usize,
    /// The folder, or the address, of its context.
    pub context: String,
    /// Its Dockerfile; none if that is in the build file or elsewhere.
    pub dockerfile: Option<PathBuf>,
    /// The stage that is built, if not the last.
    pub target: Option<String>,
    /// The platform, if one is named.
    pub platform: Option<String>,
    /// Its arguments; none for the value of one that may be secret.
    pub args: BTreeMap<String, Option<String>>,
    /// The images of the build file that it is made from.
    pub needs: Vec<NeededImage>,
    /// The images of registries that it is made from.
    pub bases: Vec<BaseImage>,
}

/// An image of the build file that another one is made from.
#[derive(Clone, Debug, Serialize)]
pub struct NeededImage {
    /// Its service.
    pub service: String,
    /// What names it.
    #[serde(flatten)]
    pub reason: NeedReason,
}

/// An image of a registry that an image is made from.
#[derive(Clone, Debug, Serialize)]
pub struct BaseImage {
    /// Its name.
    pub image: String,
    /// What names it.
    #[serde(flatten)]
    pub reason: NeedReason,
}

/// What names an image, and where.
#[derive(Clone, Debug, Serialize)]
pub struct NeedReason {
    /// `FROM`, `COPY`, `RUN`, `additional_contexts`, `argument NAME` or `depends_on`.
    pub instruction: String,
    /// The file; none if it is not known.
    pub file: Option<PathBuf>,
    /// The line in it, from 1.
    pub line: Option<usize>,
}

impl BuildPlan {
    pub(crate) fn of(images: &Images) -> Result<Self, compose::Error> {
        let mut planned = Vec::new();
        for (number, level) in images.levels()?.into_iter().enumerate() {
            planned.extend(level.into_iter().map(|index| PlannedImage::of(images, index, number + 1)));
        }
        Ok(Self { tag: images.tag().clone(), images: planned })
    }
}

impl PlannedImage {
    fn of(images: &Images, index: usize, step: usize) -> Self {
        let image = &images.all()[index];
        let needs = images.graph.needs(index);
        let needed = needs.built.iter().map(|need| NeededImage {
            service: images.all()[need.image].service.clone(),
            reason: NeedReason::of(&need.reason),
        });
        let bases = needs
            .pulled
            .iter()
            .map(|pulled| BaseImage { image: pulled.name.clone(), reason: NeedReason::of(&pulled.reason) });
        Self {
            service: image.service.clone(),
            shared_with: image.shared_with.clone(),
            image: image.reference.clone(),
            tags: image.tags.clone(),
            pushed: image.pushed_as(images.tag()).is_ok(),
            step,
            context: image.context.clone(),
            dockerfile: dockerfile(image),
            target: image.target.clone(),
            platform: image.platform.clone(),
            args: image.shown_args(),
            needs: needed.collect(),
            bases: bases.collect(),
        }
    }
}

impl NeedReason {
    fn of(reason: &Reason) -> Self {
        let place = reason.place.clone();
        let (file, line) = place.map(|place| (place.file, place.line)).unzip();
        Self { instruction: reason.instruction.clone(), file, line }
    }
}

fn dockerfile(image: &Image) -> Option<PathBuf> {
    match &image.dockerfile {
        DockerfileSource::File(file) => Some(file.clone()),
        DockerfileSource::Inline(_) | DockerfileSource::Remote(_) => None,
    }
}
