//! Building images, and why a build failed.

use std::collections::BTreeSet;
use std::ffi::OsString;

use super::error::Error;
use super::image::Image;
use super::options::{BuildArg, BuildFiles, BuildOptions, looks_secret};
use super::output;
use super::program::{Compose, Generation};
use crate::env_var;
use crate::event::EventKind;
use crate::process::{self, Program, Streams};

/// <https://docs.docker.com/build/building/variables/#buildx_builder>
const BUILDER: &str = "BUILDX_BUILDER";
/// <https://docs.docker.com/build/building/variables/#buildx_no_default_attestations>
const NO_ATTESTATIONS: &str = "BUILDX_NO_DEFAULT_ATTESTATIONS";

/// Builds images that do not depend on one another: one level of [the order](super::graph::levels).
pub(crate) async fn build(
    compose: &Compose,
    files: &BuildFiles,
    images: &[&Image],
    options: &BuildOptions,
) -> Result<(), Error> {
    let args = words(compose, files, images, options)?;
    let program = program(compose, files, images, options);
    warn_of_secrets(compose, images, options);
    let mut cause = None;
    let stderr = |line: String| {
        if output::is_cause(&line) {
            cause = Some(line.trim().to_owned());
        }
        program.emit(line);
    };
    let exit = program.run(&args, Streams { stdout: |line| program.emit(line), stderr }).await?;
    exit.success().map_err(|error| failed(compose, images, error, cause))?;
    for image in images {
        let (service, image) = (image.service.clone(), image.reference.clone());
        compose.context.events.emit(EventKind::ImageBuilt { service, image });
    }
    Ok(())
}

/// The program, with what tells it how to build.
fn program(compose: &Compose, files: &BuildFiles, images: &[&Image], options: &BuildOptions) -> Program {
    let mut variables: Vec<(&str, OsString)> = Vec::new();
    if let Some(limit) = options.parallelism {
        variables.push(("COMPOSE_PARALLEL_LIMIT", limit.max(lowest_limit(compose)).to_string().into()));
    }
    if let Some(folder) = &options.docker_config {
        variables.push(("DOCKER_CONFIG", folder.into()));
    }
    let variables_of_args = options.args.iter().filter_map(BuildArg::variable);
    variables.extend(variables_of_args.map(|(name, value)| (name, value.into())));
    if compose.generation == Generation::First && has_private_args(images, options) {
        // Else it runs `docker build` with the values in its arguments, for all to see.
        variables.push(("COMPOSE_DOCKER_CLI_BUILD", "0".into()));
    }
    let unless_set = |name| env_var::inherited(name).is_none();
    if unless_set(NO_ATTESTATIONS) {
        // With them an image whose every step came from the cache has a new digest each time.
        variables.push((NO_ATTESTATIONS, "1".into()));
    }
    if let Some(builder) = options.builder.as_ref().filter(|_| unless_set(BUILDER)) {
        variables.push((BUILDER, builder.into()));
    }
    variables.into_iter().fold(compose.with_tag(files), |program, (name, value)| program.env(name, value))
}

/// Whether a build argument may be secret: it looks so, or its value is that of the environment variable of its name.
fn has_private_args(images: &[&Image], options: &BuildOptions) -> bool {
    let is_private = |(name, value): (&String, &String)| {
        looks_secret(name) || env_var::inherited(name).is_some_and(|inherited| inherited == value.as_str())
    };
    let of_user = |arg: &BuildArg| arg.given.is_none() || looks_secret(&arg.name);
    options.args.iter().any(of_user) || images.iter().any(|image| image.args.iter().any(is_private))
}

/// Docker keeps the values of build arguments in the image.
fn warn_of_secrets(compose: &Compose, images: &[&Image], options: &BuildOptions) {
    let of_images = images.iter().flat_map(|image| image.args.keys());
    let names: BTreeSet<_> = options.args.iter().map(|arg| &arg.name).chain(of_images).collect();
    for name in names.into_iter().filter(|name| looks_secret(name)) {
        let message = format!("the value of the build argument `{name}` can be read from the image");
        let hint = "use a secret of the build instead: `secrets` in the build file, `RUN --mount=type=secret` in the Dockerfile";
        compose.context.events.warn(message, Some(hint.to_owned()));
    }
}

fn words(
    compose: &Compose,
    files: &BuildFiles,
    images: &[&Image],
    options: &BuildOptions,
) -> Result<Vec<OsString>, Error> {
    let mut words = compose.words(files);
    words.push("build".into());
    if compose.generation == Generation::First {
        words.push("--force-rm".into()); // a failed step would leave its container behind
        if images.len() > 1 && options.parallelism != Some(1) {
            words.push("--parallel".into());
        }
    }
    if options.no_cache {
        words.push("--no-cache".into());
    }
    for arg in &options.args {
        arg.value()?;
        words.extend(["--build-arg".into(), arg.word().into()]);
    }
    words.extend(images.iter().map(|image| image.service.clone().into()));
    Ok(words)
}

/// The first generation refuses a limit of 1; there the flag is left out instead.
fn lowest_limit(compose: &Compose) -> usize {
    if compose.generation == Generation::First { 2 } else { 1 }
}

fn failed(compose: &Compose, images: &[&Image], error: process::Error, cause: Option<String>) -> Error {
    match error {
        process::Error::Failed { ending, .. } => Error::Build {
            services: images.iter().map(|image| image.service.clone()).collect(),
            program: compose.name(),
            ending,
            cause,
        },
        other => other.into(),
    }
}
