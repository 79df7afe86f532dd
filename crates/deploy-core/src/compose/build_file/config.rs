//! The shape of what `docker compose config` prints: JSON in the second generation, YAML in the first.
//!
//! Read as little as is needed: the rest (environments, secrets) is none of our business.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::yaml;

#[derive(Debug, Default, Deserialize)]
pub(in crate::compose) struct Config {
    /// The project's, in the second generation.
    pub(in crate::compose) name: Option<String>,
    /// Of the file's schema, in the first generation.
    pub(in crate::compose) version: Option<String>,
    #[serde(default)]
    pub(in crate::compose) services: BTreeMap<String, Service>,
    /// Secrets that builds can name.
    pub(in crate::compose) secrets: Option<Value>,
}

/// What the file says beside its services, of which a build needs to know.
#[derive(Clone, Debug, Default)]
pub(in crate::compose) struct Frame {
    pub(in crate::compose) name: Option<String>,
    pub(in crate::compose) version: Option<String>,
    pub(in crate::compose) secrets: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(in crate::compose) struct Service {
    pub(in crate::compose) image: Option<String>,
    /// As Compose prints it: it is given back to Compose for the build.
    pub(in crate::compose) build: Option<Map<String, Value>>,
    pub(in crate::compose) platform: Option<String>,
    #[serde(default)]
    pub(in crate::compose) profiles: Vec<String>,
    #[serde(default)]
    pub(in crate::compose) depends_on: DependsOn,
}

/// What we read of a build.
#[derive(Debug, Deserialize)]
pub(in crate::compose) struct Build {
    pub(in crate::compose) context: Option<String>,
    pub(in crate::compose) dockerfile: Option<String>,
    pub(in crate::compose) dockerfile_inline: Option<String>,
    pub(in crate::compose) target: Option<String>,
    #[serde(default)]
    pub(in crate::compose) args: BTreeMap<String, Option<String>>,
    #[serde(default)]
    pub(in crate::compose) tags: Vec<String>,
    #[serde(default)]
    pub(in crate::compose) platforms: Vec<String>,
    #[serde(default)]
    pub(in crate::compose) additional_contexts: BTreeMap<String, String>,
}

impl Config {
    pub(in crate::compose) fn take_frame(&mut self) -> Frame {
        Frame { name: self.name.take(), version: self.version.take(), secrets: self.secrets.take() }
    }
}

impl Build {
    pub(in crate::compose) fn of(build: &Map<String, Value>) -> Result<Self, Malformed> {
        Ok(serde_json::from_value(Value::Object(build.clone()))?)
    }
}

/// A list of names, or names with conditions.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::compose) enum DependsOn {
    Names(Vec<String>),
    Conditions(BTreeMap<String, Value>),
}

impl Default for DependsOn {
    fn default() -> Self {
        Self::Names(Vec::new())
    }
}

impl DependsOn {
    pub(in crate::compose) fn names(self) -> Vec<String> {
        match self {
            Self::Names(names) => names,
            Self::Conditions(conditions) => conditions.into_keys().collect(),
        }
    }
}

/// Compose's answer does not have the shape that is known.
#[derive(Debug, thiserror::Error)]
pub(in crate::compose) enum Malformed {
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Yaml(#[from] granit_parser::ScanError),
}

pub(in crate::compose) fn from_json(text: &str) -> Result<Config, Malformed> {
    Ok(serde_json::from_str(text)?)
}

pub(in crate::compose) fn from_yaml(text: &str) -> Result<Config, Malformed> {
    let Some(document) = yaml::parse(text)? else { return Ok(Config::default()) };
    Ok(serde_json::from_value(yaml::to_json(&document))?)
}

/// A text that Compose printed, without its escapes.
pub(in crate::compose) fn plain(text: &str) -> String {
    text.replace("$$", "$")
}
