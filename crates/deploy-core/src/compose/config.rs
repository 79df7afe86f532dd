//! The shape of what `docker compose config` prints: JSON in the second generation, YAML in the first.
//!
//! Read as little as is needed: the rest (environments, secrets) is none of our business.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Config {
    #[serde(default)]
    pub(super) services: BTreeMap<String, Service>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Service {
    pub(super) image: Option<String>,
    pub(super) build: Option<Build>,
    #[serde(default)]
    pub(super) depends_on: DependsOn,
}

#[derive(Debug, Deserialize)]
pub(super) struct Build {
    pub(super) context: Option<String>,
    pub(super) dockerfile: Option<String>,
    pub(super) dockerfile_inline: Option<String>,
    pub(super) target: Option<String>,
    #[serde(default)]
    pub(super) args: BTreeMap<String, Scalar>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default)]
    pub(super) additional_contexts: BTreeMap<String, String>,
}

/// A value that the first generation prints as it was written.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Scalar {
    Text(String),
    Truth(bool),
    Whole(i64),
    Number(f64),
    Nothing(()),
}

impl Scalar {
    /// The value as a build gets it; none where the argument is only named.
    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Truth(truth) => Some(truth.to_string()),
            Self::Whole(number) => Some(number.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Nothing(()) => None,
        }
    }
}

/// A list of names, or names with conditions.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum DependsOn {
    Names(Vec<String>),
    Conditions(BTreeMap<String, serde_json::Value>),
}

impl Default for DependsOn {
    fn default() -> Self {
        Self::Names(Vec::new())
    }
}

impl DependsOn {
    pub(super) fn names(self) -> Vec<String> {
        match self {
            Self::Names(names) => names,
            Self::Conditions(conditions) => conditions.into_keys().collect(),
        }
    }
}

/// Compose's answer does not have the shape that is known.
#[derive(Debug, thiserror::Error)]
pub(super) enum Malformed {
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("{0}")]
    Yaml(String),
}

pub(super) fn from_json(text: &str) -> Result<Config, Malformed> {
    Ok(serde_json::from_str(text)?)
}

pub(super) fn from_yaml(text: &str) -> Result<Config, Malformed> {
    serde_saphyr::from_str(text).map_err(|error| Malformed::Yaml(error.to_string()))
}
