//! Building an image, and why a build failed.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::ffi::OsString;

use super::error::Error;
use super::graph::ImageGraph;
use super::image::Image;
use super::input;
use super::options::{BuildFiles, BuildOptions, looks_secret};
use super::output;
use super::program::{BUILD_BY_CLIENT, Compose, Generation, has_private_args};
use crate::env_var;
use crate::event::{BuildLine, EventKind};
use crate::process::{self, Program, Streams};

/// <https://docs.docker.com/build/building/variables/#buildx_builder>
const BUILDER: &str = "BUILDX_BUILDER";
/// <https://docs.docker.com/build/building/variables/#buildx_no_default_attestations>
const NO_ATTESTATIONS: &str = "BUILDX_NO_DEFAULT_ATTESTATIONS";

/// The last lines of a failed build that are shown.
const LAST_LINES: usize = 20;

/// Builds one image. What it is made from is built already.
pub(crate) async fn build(
    compose: &Compose,
    files: &BuildFiles,
    graph: &ImageGraph,
    image: &Image,
    options: &BuildOptions,
) -> Result<(), Error> {
    let program = program(compose, files, image, options);
    let program = program.input(input::build_file(graph, image, options.platform.as_deref()));
    let last = RefCell::new(VecDeque::new());
    let hear = |line: String| {
        let is_noise = output::is_noise(&line);
        compose.context.events.emit(EventKind::BuildOutput(BuildLine {
            service: image.service.clone(),
            line: line.clone(),
            is_noise,
        }));
        let mut last = last.borrow_mut();
        last.push_back(line);
        if last.len() > LAST_LINES {
            last.pop_front();
        }
    };
    let args = words(compose, files, image, options);
    let exit = program.run(&args, Streams { stdout: hear, stderr: hear }).await?;
    exit.success().map_err(|error| failed(compose, image, error, last.into_inner().into()))
}

/// Warns of build arguments that look secret: Docker keeps their values in the image.
pub(crate) fn warn_of_secrets(compose: &Compose, images: &[&Image]) {
    let names: BTreeSet<_> = images.iter().flat_map(|image| image.args.keys()).collect();
    for name in names.into_iter().filter(|name| looks_secret(name)) {
        let message = format!("the value of the build argument `{name}` can be read from the image");
        let hint = "use a secret of the build instead: `secrets` in the build file, `RUN --mount=type=secret` in the Dockerfile";
        compose.context.events.warn(message, Some(hint.to_owned()));
    }
}

/// The program, with what tells it how to build.
fn program(compose: &Compose, files: &BuildFiles, image: &Image, options: &BuildOptions) -> Program {
    let mut variables: Vec<(&str, OsString)> = Vec::new();
    if let Some(folder) = &options.docker_config {
        variables.push(("DOCKER_CONFIG", folder.into()));
    }
    if compose.generation == Generation::First && has_private_args(&image.args) {
        // Else it runs `docker build` with the values in its arguments, for all to see.
        variables.push((BUILD_BY_CLIENT, "0".into()));
    }
    let unless_set = |name| env_var::inherited(name).is_none();
    if unless_set(NO_ATTESTATIONS) {
        // With them an image whose every step came from the cache has a new digest each time.
        variables.push((NO_ATTESTATIONS, "1".into()));
    }
    if let Some(builder) = &options.builder {
        variables.push((BUILDER, builder.into()));
    }
    variables.into_iter().fold(compose.with_tag(files), |program, (name, value)| program.env(name, value))
}

fn words(compose: &Compose, files: &BuildFiles, image: &Image, options: &BuildOptions) -> Vec<OsString> {
    let mut words = compose.words(files);
    words.extend(["-f", "-", "build"].map(OsString::from));
    if compose.generation == Generation::First {
        words.push("--force-rm".into()); // a failed step would leave its container behind
    }
    if options.no_cache {
        words.push("--no-cache".into());
    }
    words.push(image.service.clone().into());
    words
}

fn failed(compose: &Compose, image: &Image, error: process::Error, lines: Vec<String>) -> Error {
    match error {
        process::Error::Failed { ending, .. } => Error::Build {
            service: image.service.clone(),
            program: compose.name(),
            ending,
            cause: lines.iter().rfind(|line| output::is_cause(line)).map(|line| line.trim().to_owned()),
            lines,
        },
        other => other.into(),
    }
}
