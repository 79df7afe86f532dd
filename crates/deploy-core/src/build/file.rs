//! What the build file says, as Compose understood it: the images that it builds.
//!
//! Both generations write `$$` for a dollar in what they print. Services without `build` are not ours.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::config::{self, Build, Service};
use super::error::Error;
use super::{BuildArg, BuildFiles};
use crate::image::{ImageRef, Tag};

/// The images that a build file describes, by the names of their services.
#[derive(Clone, Debug)]
pub struct BuildFile {
    /// Each is named by its registry and the tag that was asked for, and built once.
    pub images: Vec<Image>,
}

/// One image that is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The service that describes it.
    pub service: String,
    /// Other services that describe the same image in the same way: building one builds them all.
    pub shared_with: Vec<String>,
    /// Its name.
    pub image: ImageRef,
    /// Further names that the build gives it (`build.tags`).
    pub tags: Vec<String>,
    /// What it is made by.
    pub recipe: Recipe,
    /// Build arguments.
    pub args: BTreeMap<String, String>,
    /// The stage that is wanted, where it is not the last.
    pub target: Option<String>,
    /// Named contexts: a path, an address, `service:NAME` or `docker-image://NAME`.
    pub contexts: BTreeMap<String, String>,
    /// The services that it says it depends on, built or not.
    pub depends_on: Vec<String>,
}

/// Where the instructions are that make an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipe {
    /// In a Dockerfile here.
    File(PathBuf),
    /// In the build file itself.
    Inline(String),
    /// Elsewhere, where only the engine can read them: the address of a repository or an archive.
    Remote(String),
}

impl BuildFile {
    /// The same with build arguments of the command line, which stand before those of the file.
    pub fn with_args(mut self, args: &[BuildArg]) -> Result<Self, Error> {
        for arg in args {
            let value = arg.value()?;
            for image in &mut self.images {
                image.args.insert(arg.name.clone(), value.clone());
            }
        }
        Ok(self)
    }

    /// From what Compose prints of its understanding.
    pub(super) fn from_config(config: config::Config, files: &BuildFiles) -> Result<Self, Error> {
        let mut images: Vec<Image> = Vec::new();
        for (name, service) in config.services {
            let Some(image) = image(name, service, &files.tag)? else { continue };
            match images.iter_mut().find(|other| other.image == image.image) {
                None => images.push(image),
                Some(other) if other.is_built_like(&image) => other.shared_with.push(image.service),
                Some(other) => return Err(two_builds(&image, other)),
            }
        }
        if images.is_empty() {
            return Err(Error::NothingToBuild { files: files.files.clone() });
        }
        Ok(Self { images })
    }
}

impl Image {
    /// Whether a service, as the user names it, is built by building this.
    pub fn is_for(&self, service: &str) -> bool {
        self.service == service || self.shared_with.iter().any(|other| other == service)
    }

    fn is_built_like(&self, other: &Self) -> bool {
        (&self.recipe, &self.args, &self.target, &self.contexts)
            == (&other.recipe, &other.args, &other.target, &other.contexts)
    }
}

fn image(name: String, service: Service, tag: &Tag) -> Result<Option<Image>, Error> {
    let Some(build) = service.build else { return Ok(None) };
    let image = image_ref(&name, service.image.as_deref(), tag)?;
    let recipe = recipe(&name, &build)?;
    Ok(Some(Image {
        service: name,
        shared_with: Vec::new(),
        image,
        tags: build.tags.iter().map(|tag| plain(tag)).collect(),
        recipe,
        args: build
            .args
            .into_iter()
            .filter_map(|(name, value)| Some((name, plain(&value.text()?))))
            .collect(),
        target: build.target,
        contexts: build.additional_contexts.into_iter().map(|(name, value)| (name, plain(&value))).collect(),
        depends_on: service.depends_on.names(),
    }))
}

/// An image must say where it goes and carry the tag: else it would end in somebody else's registry, or in none.
fn image_ref(service: &str, image: Option<&str>, tag: &Tag) -> Result<ImageRef, Error> {
    let wrong = |problem: String, hint: &str| Error::Image {
        service: service.to_owned(),
        problem,
        hint: hint.to_owned(),
    };
    let Some(image) = image.map(plain) else {
        let hint = format!("give it `image: REGISTRY/{service}:${{APP_TAG}}`");
        return Err(wrong("it has a `build`, but no `image`".to_owned(), &hint));
    };
    let parsed: ImageRef = image.parse().map_err(|_| {
        wrong(
            format!("the image `{image}` does not name a registry, a repository and a tag"),
            "write it as `REGISTRY/NAME:${APP_TAG}`",
        )
    })?;
    if parsed.tag == *tag {
        return Ok(parsed);
    }
    Err(wrong(
        format!("the image `{image}` does not have the tag `{tag}`"),
        "let its name end in `:${APP_TAG}`, which is what `--tag` sets",
    ))
}

fn recipe(service: &str, build: &Build) -> Result<Recipe, Error> {
    if let Some(text) = &build.dockerfile_inline {
        return Ok(Recipe::Inline(plain(text)));
    }
    let context = plain(build.context.as_deref().unwrap_or("."));
    if is_remote(&context) {
        return Ok(Recipe::Remote(context));
    }
    let file = PathBuf::from(&context).join(plain(build.dockerfile.as_deref().unwrap_or("Dockerfile")));
    match file.metadata() {
        Ok(_) => Ok(Recipe::File(file)),
        Err(source) => Err(Error::no_dockerfile(service, file, source)),
    }
}

/// What Docker takes for the address of a context (<https://docs.docker.com/build/concepts/context/#remote-context>).
fn is_remote(context: &str) -> bool {
    ["http://", "https://", "git://", "ssh://", "git@", "github.com/"]
        .iter()
        .any(|start| context.starts_with(start))
}

fn two_builds(image: &Image, other: &Image) -> Error {
    Error::Image {
        service: image.service.clone(),
        problem: format!("`{}` builds the same image `{}` in another way", other.service, image.image),
        hint: "give each its own image, or the same `build`".to_owned(),
    }
}

fn plain(text: &str) -> String {
    text.replace("$$", "$")
}
