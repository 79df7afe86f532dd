//! Reading the build files, as Compose understands them: the images that they describe, with their graph.
//!
//! Both generations write `$$` for a dollar in what they print. Services without `build` are not ours.

use std::path::PathBuf;

use super::config::{Build, Config, Service};
use super::error::Error;
use super::graph::ImageGraph;
use super::image::{DockerfileSource, Image};
use super::options::{BuildArg, BuildFiles};
use super::output;
use super::program::Compose;
use crate::error::{Hint, Setting};
use crate::types::{Tag, TaggedImage};

/// What the build files say, with `APP_TAG` and the user's environment put in. `args` are build arguments of the user,
/// which beat those of the files.
pub(crate) async fn read(
    compose: &Compose,
    files: &BuildFiles,
    args: &[BuildArg],
) -> Result<ImageGraph, Error> {
    for path in &files.files {
        path.metadata().map_err(|source| Error::no_build_file(path.clone(), source))?;
    }
    compose.tell_env_files(files);
    let output = compose.config(files).await?;
    let unset = output::unset_variables(&output.stderr);
    if !unset.is_empty() {
        return Err(Error::Unset { names: unset });
    }
    if output.exit.code() != 0 {
        return Err(Error::Refused { message: output::reason(&output.stderr) });
    }
    let mut images = images(compose.parse(&output.stdout)?, files)?;
    for arg in args {
        let value = arg.value()?;
        for image in &mut images {
            image.args.insert(arg.name.clone(), value.clone());
        }
    }
    ImageGraph::new(images)
}

fn images(config: Config, files: &BuildFiles) -> Result<Vec<Image>, Error> {
    let mut images: Vec<Image> = Vec::new();
    for (name, service) in config.services {
        let Some(image) = image(name, service, &files.tag)? else { continue };
        match images.iter_mut().find(|other| other.reference == image.reference) {
            None => images.push(image),
            Some(other) if other.is_built_like(&image) => other.shared_with.push(image.service),
            Some(other) => return Err(two_builds(&image, other)),
        }
    }
    if images.is_empty() {
        return Err(Error::NothingToBuild { files: files.files.clone() });
    }
    Ok(images)
}

fn image(name: String, service: Service, tag: &Tag) -> Result<Option<Image>, Error> {
    let Some(build) = service.build else { return Ok(None) };
    let reference = image_ref(&name, service.image.as_deref(), tag)?;
    let dockerfile = dockerfile(&name, &build)?;
    Ok(Some(Image {
        service: name,
        shared_with: Vec::new(),
        reference,
        tags: build.tags.iter().map(|tag| plain(tag)).collect(),
        dockerfile,
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

/// An image must say where it goes and carry the tag, as a whole part of its own: else it would end in somebody else's registry, or in none.
fn image_ref(service: &str, image: Option<&str>, tag: &Tag) -> Result<TaggedImage, Error> {
    let wrong = |problem: String, hint: Hint| Error::Image { service: service.to_owned(), problem, hint };
    let Some(image) = image.map(plain) else {
        let hint = format!("give it `image: REGISTRY/{service}:${{APP_TAG}}`");
        return Err(wrong("it has a `build`, but no `image`".to_owned(), hint.into()));
    };
    let parsed: TaggedImage = image.parse().map_err(|_| {
        wrong(
            format!("the image `{image}` does not name a registry, a repository and a tag"),
            "write it as `REGISTRY/NAME:${APP_TAG}`".into(),
        )
    })?;
    if parsed.tag.has_part(tag) {
        return Ok(parsed);
    }
    Err(wrong(
        format!("the image `{image}` does not have the tag `{tag}`"),
        Hint::set(Setting::Tag, "let its tag contain `${APP_TAG}`, which is what `{}` sets"),
    ))
}

fn dockerfile(service: &str, build: &Build) -> Result<DockerfileSource, Error> {
    if let Some(text) = &build.dockerfile_inline {
        return Ok(DockerfileSource::Inline(plain(text)));
    }
    let context = plain(build.context.as_deref().unwrap_or("."));
    if is_remote(&context) {
        return Ok(DockerfileSource::Remote(context));
    }
    let file = PathBuf::from(&context).join(plain(build.dockerfile.as_deref().unwrap_or("Dockerfile")));
    match file.metadata() {
        Ok(_) => Ok(DockerfileSource::File(file)),
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
        problem: format!("`{}` builds the same image `{}` differently", other.service, image.reference),
        hint: "give each its own image, or the same `build`".into(),
    }
}

fn plain(text: &str) -> String {
    text.replace("$$", "$")
}
