//! Docker Compose, of either generation: the plugin `docker compose`, or the older program `docker-compose`.
//!
//! They differ in what they print (JSON, YAML), in flags and in the builder that they use. Neither builds images in the order in
//! which they need each other, so each call builds one image.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use super::build_file::config::{self, Config, Malformed};
use super::dockerfile::Builder;
use super::error::Error;
use super::options::{BuildFiles, is_private};
use crate::context::Context;
use crate::env_var;
use crate::process::{self, Program};

/// The Compose that is used.
#[derive(Clone, Debug)]
pub(crate) struct Compose {
    pub(super) program: Program,
    pub(super) generation: Generation,
    version: String,
    pub(super) context: Context,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generation {
    /// 1.x, in Python.
    First,
    /// From 2 on, in Go.
    Second,
}

/// <https://docs.docker.com/reference/cli/docker/#environment-variables>
const BUILDKIT: &str = "DOCKER_BUILDKIT";
/// Whether the first generation runs the Docker client to build, which it does by default.
pub(super) const BUILD_BY_CLIENT: &str = "COMPOSE_DOCKER_CLI_BUILD";
const PLUGIN_OF: &str = "docker";
const STANDALONE: &str = "docker-compose";
/// The variables that choose an engine, a builder or credentials, or what the programs that Compose runs are made of. Empty
/// means unset to Compose, as to the Docker client and the SDKs of AWS. What a build file may well read from `.env`, as
/// `AWS_REGION` and the addresses of proxies, is not among them.
const PINNED: [&str; 23] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_CA_BUNDLE",
    "AWS_CONFIG_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_ECR",
    "AWS_ENDPOINT_URL_STS",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "BUILDKIT_HOST",
    "BUILDX_BUILDER",
    "BUILDX_CONFIG",
    "DOCKER_CERT_PATH",
    "DOCKER_CONFIG",
    "DOCKER_CONTEXT",
    "DOCKER_HOST",
    "DOCKER_TLS_VERIFY",
    "LD_PRELOAD",
];

impl Compose {
    /// The one that was asked for (`docker` or `docker-compose`), else the plugin, else the older program.
    pub(crate) async fn find(program: Option<&str>, context: &Context) -> Result<Self, Error> {
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
    pub(crate) fn version(&self) -> String {
        format!("{} {}", self.name(), self.version)
    }

    /// None where the program does not know its plugin.
    pub(super) async fn probe(program: Program, context: &Context) -> Result<Option<Self>, Error> {
        let args: &[&str] = if program.name() == PLUGIN_OF {
            &["compose", "version", "--short"]
        } else {
            &["version", "--short"]
        };
        let output = program.clone().quick().read(args).await?;
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

    /// Only the plugin builds with a builder that is named.
    pub(crate) fn require_buildx(&self) -> Result<(), Error> {
        match self.generation {
            Generation::First => Err(Error::NoBuildx { program: self.version() }),
            Generation::Second => Ok(()),
        }
    }

    pub(super) fn name(&self) -> &'static str {
        if self.program.name() == PLUGIN_OF { "docker compose" } else { STANDALONE }
    }

    /// `APP_TAG` is added to the inherited environment, never put in its place.
    pub(super) fn with_tag(&self, files: &BuildFiles) -> Program {
        self.program.clone().env("APP_TAG", files.tag.as_str())
    }

    /// The beginning of every command line, without the build files.
    pub(super) fn words(&self, files: &BuildFiles) -> Vec<OsString> {
        let mut words: Vec<OsString> = Vec::new();
        if self.program.name() == PLUGIN_OF {
            words.push("compose".into());
        }
        for file in self.env_files(files) {
            words.extend(["--env-file".into(), file.into()]);
        }
        words.extend(["--project-directory".into(), files.folder().into()]);
        words
    }

    /// What prints all services; the first generation prints those of all profiles anyhow.
    pub(super) fn config_words(&self) -> impl Iterator<Item = OsString> {
        let words: &[&str] = match self.generation {
            Generation::First => &["config"],
            Generation::Second => &["--profile", "*", "config", "--format", "json"],
        };
        words.iter().map(OsString::from)
    }

    /// The `.env` files to name, of which a later one wins. The first generation reads one only: the nearer.
    fn env_files(&self, files: &BuildFiles) -> Vec<PathBuf> {
        let Some(of_project) = files.project_env.clone() else { return Vec::new() };
        match (files.own_env(), self.generation) {
            (None, _) => vec![of_project],
            (Some(own), Generation::Second) => vec![of_project, own],
            (Some(_), Generation::First) => Vec::new(),
        }
    }

    /// Says which `.env` files are read, where there are several places.
    pub(super) fn tell_env_files(&self, files: &BuildFiles) {
        let named = self.env_files(files);
        match &files.project_env {
            Some(ignored) if named.is_empty() => {
                let message = format!(
                    "`{}` is not read: this Compose reads the one beside the build file only",
                    ignored.display()
                );
                self.context.events.warn(message, Some("put all variables into one of both".to_owned()));
            }
            Some(_) => {
                let named: Vec<_> = named.iter().map(|file| file.display().to_string()).collect();
                self.context.events.note(format!("variables from {}", named.join(", then ")));
            }
            None => {}
        }
    }

    /// What [`config`](Self::config) printed.
    pub(super) fn parse(&self, text: &str) -> Result<Config, Error> {
        match self.generation {
            Generation::First => config::from_yaml(text),
            Generation::Second => config::from_json(text),
        }
        .map_err(|error| self.unexpected(&error))
    }

    pub(super) fn unexpected(&self, error: &Malformed) -> Error {
        Error::UnexpectedOutput { program: self.version(), reason: error.to_string() }
    }

    /// The builder that builds an image with these arguments. Where the first generation runs the Docker client, that client
    /// has the choice; what the classic builder needs is enough for both.
    pub(super) fn builder(&self, args: &BTreeMap<String, String>) -> Builder {
        let is = |name: &str, values: &[&str]| {
            let value = env_var::inherited(name).unwrap_or_default();
            values.iter().any(|wanted| value.eq_ignore_ascii_case(wanted))
        };
        let (yes, no) = (["1", "true"], ["0", "false"]);
        let by_buildkit = match self.generation {
            Generation::First => is(BUILDKIT, &yes) && !is(BUILD_BY_CLIENT, &no) && !has_private_args(args),
            Generation::Second => !is(BUILDKIT, &no),
        };
        if by_buildkit { Builder::BuildKit } else { Builder::Classic }
    }
}

pub(super) fn has_private_args(args: &BTreeMap<String, String>) -> bool {
    args.iter().any(|(name, value)| is_private(name, value))
}

/// Whoever checked out a repository did not choose what its `.env` says: Compose would follow that to another engine, and
/// hands all of it to the credential helpers that it runs.
/// A variable that is set, if only to nothing, is not taken from there.
pub(super) fn pinned(program: Program) -> Program {
    let unset = PINNED.iter().filter(|name| env_var::inherited(name).is_none());
    unset.fold(program, |program, name| program.env(name, ""))
}
