//! `deploy.toml` as written. Unknown keys are errors, with line and caret.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, de};

use super::error::Error;
use crate::types::{AccountId, EnvName, PositiveDuration, RoleArn};

pub(super) const FILE: &str = "deploy.toml";

/// The whole file; everything in it is optional.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    /// The environment where none is named.
    pub(crate) default_env: Option<EnvName>,
    /// `[terraform]`.
    pub(crate) terraform: Terraform,
    /// `[build]`.
    pub(crate) build: Build,
    /// `[env.NAME]`.
    pub(crate) env: BTreeMap<EnvName, EnvSettings>,
    /// The text itself, to name its lines.
    #[serde(skip)]
    text: String,
}

/// How Terraform is run.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Terraform {
    /// Its folder, relative to the project's. Default: `terraform`.
    pub(crate) directory: Option<PathBuf>,
    /// `terraform` (the default) or `tofu`.
    #[serde(deserialize_with = "bare_name")]
    pub(crate) program: Option<String>,
    /// Var-files for every environment, relative to the Terraform folder, before the environment's own.
    pub(crate) var_files: Vec<PathBuf>,
    /// Terraform's `-backend-config` for every environment: `KEY=VALUE`, or a file relative to the Terraform folder.
    pub(crate) backend_config: Vec<String>,
    /// Terraform's `-parallelism`.
    pub(crate) parallelism: Option<NonZeroU32>,
}

/// How images are built.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Build {
    /// The Compose build file, relative to the project's folder. Default: `build/docker-compose.build.yml`.
    pub(crate) file: Option<PathBuf>,
    /// `docker` (its Compose plugin) or `docker-compose`. Default: the plugin where there is one.
    #[serde(deserialize_with = "bare_name")]
    pub(crate) program: Option<String>,
    /// The name of images that the build file gives no name that can be pushed, with `{service}` for the service's name.
    #[serde(deserialize_with = "image_pattern")]
    pub(crate) image: Option<String>,
    /// How many images are built at once.
    pub(crate) parallelism: Option<NonZeroU32>,
}

/// What is special about an environment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct EnvSettings {
    /// The AWS account that it lives in; any other is refused.
    pub(crate) account: Option<AccountId>,
    /// Its AWS region.
    pub(crate) region: Option<String>,
    /// The profile to use for it.
    pub(crate) profile: Option<String>,
    /// The role to assume for it, as the provider of its Terraform does. The state is read without it.
    pub(crate) role_arn: Option<RoleArn>,
    /// Whether it must always be named, and is never destroyed.
    pub(crate) protected: bool,
    /// Its `-backend-config`, after that of every environment.
    pub(crate) backend_config: Vec<String>,
    /// Its Terraform folder, relative to the project's, where each environment has one of its own.
    pub(crate) directory: Option<PathBuf>,
    /// Its Terraform workspace. Default: its name.
    pub(crate) workspace: Option<EnvName>,
    /// Its var-files, relative to its Terraform folder, instead of `terraform.NAME.tfvars`.
    pub(crate) var_files: Vec<PathBuf>,
    /// How old a saved plan may be that is applied. Default: 24 hours.
    pub(crate) max_plan_age: Option<PositiveDuration>,
    /// How long a rollout may take.
    pub(crate) timeout: Option<PositiveDuration>,
}

impl Config {
    /// Reads the file; where there is none, everything is at its default.
    pub(crate) fn read(file: &Path) -> Result<Self, Error> {
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(Error::Unreadable { file: file.to_owned(), source }),
        };
        let config: Self = toml::from_str(&text)
            .map_err(|error| Error::Config { file: file.to_owned(), message: error.to_string() })?;
        Ok(Self { text, ..config })
    }

    /// The line, from 1, on which the section of an environment begins; none if it is not written as a table.
    pub(super) fn line_of_section(&self, name: &EnvName) -> Option<usize> {
        let heads = [format!("env.{name}"), format!("env.\"{name}\""), format!("env.'{name}'")];
        let is_head = |line: &str| {
            let head = line.trim().strip_prefix('[').and_then(|line| line.split_once(']'));
            head.is_some_and(|(head, _)| heads.contains(&head.replace(' ', "")))
        };
        self.text.lines().position(is_head).map(|at| at + 1)
    }
}

/// Images need names of their own, and a tag that each release has for itself.
fn image_pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let pattern = String::deserialize(deserializer)?;
    for part in ["{service}", "${APP_TAG}"] {
        if !pattern.contains(part) {
            return Err(de::Error::custom(format!("`{pattern}` does not contain `{part}`")));
        }
    }
    Ok(Some(pattern))
}

/// A program is looked up on PATH, so that a checked-out repository cannot name one of its own.
fn bare_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let name = String::deserialize(deserializer)?;
    if name.is_empty() || name.contains('/') {
        return Err(de::Error::custom(format!(
            "`{name}` is not a bare name: programs are looked up on PATH"
        )));
    }
    Ok(Some(name))
}
