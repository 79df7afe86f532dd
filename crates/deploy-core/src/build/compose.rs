//! Docker Compose, of either generation: the plugin `docker compose`, or the older program `docker-compose`.
//!
//! They differ in what they print (JSON, YAML), in flags, and in what `--parallel` means: the first generation then
//! builds everything at once, whatever depends on what. So a call builds independent images only.

use std::env;
use std::ffi::OsString;

use super::config::{self, Config};
use super::error::Error;
use super::file::{BuildFile, Image};
use super::options::{BuildFiles, BuildOptions};
use super::said;
use crate::context::Context;
use crate::event::Fact;
use crate::process::{self, Program};

/// The Compose that is used.
#[derive(Clone, Debug)]
pub struct Compose {
    pub(super) program: Program,
    generation: Generation,
    version: String,
    pub(super) context: Context,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Generation {
    /// 1.x, in Python.
    First,
    /// From 2 on, in Go.
    Second,
}

const PLUGIN_OF: &str = "docker";
const STANDALONE: &str = "docker-compose";
/// What leads to an engine, a builder or credentials. Empty means unset to Compose, as to the Docker client.
const LEADING: [&str; 8] = [
    "BUILDKIT_HOST",
    BUILDER,
    "BUILDX_CONFIG",
    "DOCKER_CERT_PATH",
    "DOCKER_CONFIG",
    "DOCKER_CONTEXT",
    "DOCKER_HOST",
    "DOCKER_TLS_VERIFY",
];
/// <https://docs.docker.com/build/building/variables/#buildx_builder>
const BUILDER: &str = "BUILDX_BUILDER";
/// <https://docs.docker.com/build/building/variables/#buildx_no_default_attestations>
const NO_ATTESTATIONS: &str = "BUILDX_NO_DEFAULT_ATTESTATIONS";

impl Compose {
    /// The one that was asked for (`docker` or `docker-compose`), else the plugin, else the older program.
    pub async fn find(program: Option<&str>, context: &Context) -> Result<Self, Error> {
        let candidates = match program {
            None => vec![PLUGIN_OF, STANDALONE],
            Some(name @ (PLUGIN_OF | STANDALONE)) => vec![name],
            Some(other) => return Err(Error::NotCompose { program: other.to_owned() }),
        };
        for name in candidates {
            let Ok(program) = Program::find(name, context) else { continue };
            if let Some(found) = Self::probe(pinned(program), context).await? {
                return Ok(found);
            }
        }
        Err(program.map_or(Error::NoCompose, |name| Error::NotCompose { program: name.to_owned() }))
    }

    /// The program and its version, for people: `docker compose 2.26.1`.
    pub fn version(&self) -> String {
        format!("{} {}", self.name(), self.version)
    }

    /// What the build files say, with `APP_TAG` and the user's environment put in.
    pub async fn read(&self, files: &BuildFiles) -> Result<BuildFile, Error> {
        for path in &files.files {
            path.metadata().map_err(|source| Error::no_build_file(path.clone(), source))?;
        }
        let mut args = self.words(files);
        args.push("config".into());
        if self.generation == Generation::Second {
            args.extend(["--format".into(), "json".into()]);
        }
        let output = self.with_tag(files).read(&args).await?;
        self.context.interrupt.check().map_err(process::Error::from)?;
        let unset = said::unset_variables(&output.stderr);
        if !unset.is_empty() {
            return Err(Error::Unset { names: unset });
        }
        if output.exit.code() != 0 {
            return Err(Error::Refused { message: said::reason(&output.stderr) });
        }
        BuildFile::from_config(self.parse(&output.stdout)?, files)
    }

    /// Builds images that do not depend on one another: one level of [`order`](super::order).
    pub async fn build(
        &self,
        files: &BuildFiles,
        images: &[&Image],
        options: &BuildOptions,
    ) -> Result<(), Error> {
        let args = self.build_words(files, images, options)?;
        let program = self.builder(files, options);
        let mut cause = None;
        let exit = program
            .run_watched(&args, |line| {
                if said::is_cause(line) {
                    cause = Some(line.trim().to_owned());
                }
            })
            .await?;
        exit.success().map_err(|error| self.failed(images, error, cause))?;
        for image in images {
            let (service, image) = (image.service.clone(), image.image.clone());
            self.context.events.say(Fact::ImageBuilt { service, image });
        }
        Ok(())
    }

    /// The program, with what tells it how to build.
    fn builder(&self, files: &BuildFiles, options: &BuildOptions) -> Program {
        let mut variables: Vec<(&str, OsString)> = Vec::new();
        if let Some(limit) = options.parallelism {
            variables.push(("COMPOSE_PARALLEL_LIMIT", limit.max(self.lowest_limit()).to_string().into()));
        }
        if let Some(folder) = &options.docker_config {
            variables.push(("DOCKER_CONFIG", folder.into()));
        }
        if self.generation == Generation::First && options.args.iter().any(|arg| arg.given.is_none()) {
            // Else it runs `docker build` with the values in its arguments, for all to see.
            variables.push(("COMPOSE_DOCKER_CLI_BUILD", "0".into()));
        }
        let unless_set = |name| env::var_os(name).is_none();
        if unless_set(NO_ATTESTATIONS) {
            // With them an image whose every step came from the cache has a new digest each time.
            variables.push((NO_ATTESTATIONS, "1".into()));
        }
        if let Some(builder) = options.builder.as_ref().filter(|_| unless_set(BUILDER)) {
            variables.push((BUILDER, builder.into()));
        }
        variables.into_iter().fold(self.with_tag(files), |program, (name, value)| program.env(name, value))
    }

    /// None where the program does not know its plugin.
    pub(super) async fn probe(program: Program, context: &Context) -> Result<Option<Self>, Error> {
        let args: &[&str] = if program.name() == PLUGIN_OF {
            &["compose", "version", "--short"]
        } else {
            &["version", "--short"]
        };
        let output = program.read(args).await?;
        context.interrupt.check().map_err(process::Error::from)?;
        let version = output.stdout.trim().trim_start_matches('v').to_owned();
        let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
        let generation = match major {
            Some(1) => Generation::First,
            Some(2..) if output.exit.code() == 0 => Generation::Second,
            _ => return Ok(None),
        };
        Ok(Some(Self { program, generation, version, context: context.clone() }))
    }

    fn name(&self) -> &'static str {
        if self.program.name() == PLUGIN_OF { "docker compose" } else { STANDALONE }
    }

    /// `APP_TAG` is added to the inherited environment, never put in its place.
    fn with_tag(&self, files: &BuildFiles) -> Program {
        self.program.clone().env("APP_TAG", files.tag.as_str())
    }

    /// The beginning of every command line.
    fn words(&self, files: &BuildFiles) -> Vec<OsString> {
        let mut words: Vec<OsString> = Vec::new();
        if self.program.name() == PLUGIN_OF {
            words.push("compose".into());
        }
        for file in &files.files {
            words.extend(["-f".into(), file.into()]);
        }
        words
    }

    fn build_words(
        &self,
        files: &BuildFiles,
        images: &[&Image],
        options: &BuildOptions,
    ) -> Result<Vec<OsString>, Error> {
        let mut words = self.words(files);
        words.push("build".into());
        if self.generation == Generation::First {
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
    fn lowest_limit(&self) -> usize {
        if self.generation == Generation::First { 2 } else { 1 }
    }

    fn parse(&self, text: &str) -> Result<Config, Error> {
        match self.generation {
            Generation::First => config::from_yaml(text),
            Generation::Second => config::from_json(text),
        }
        .map_err(|error| Error::Strange { program: self.version(), reason: error.to_string() })
    }

    fn failed(&self, images: &[&Image], error: process::Error, cause: Option<String>) -> Error {
        match error {
            process::Error::Failed { ending, .. } => Error::Build {
                services: images.iter().map(|image| image.service.clone()).collect(),
                program: self.name(),
                ending,
                cause,
            },
            other => other.into(),
        }
    }
}

/// Whoever checked out a repository did not choose what its `.env` says: Compose would follow that to another engine.
/// A variable that is set, if only to nothing, is not taken from there.
pub(super) fn pinned(program: Program) -> Program {
    let unset = LEADING.iter().filter(|name| env::var_os(name).is_none());
    unset.fold(program, |program, name| program.env(name, ""))
}
