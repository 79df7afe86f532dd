//! `config.json` in `~/.docker`, or where `DOCKER_CONFIG` says. It belongs to the user and is only read.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::docker::error::Error;
use crate::env_var;

/// The user's configuration of the Docker client.
#[derive(Clone)]
pub(crate) struct ClientConfig {
    folder: PathBuf,
    settings: Map<String, Value>,
}

impl ClientConfig {
    /// Reads it. A file that is not there says nothing.
    pub(crate) fn load() -> Result<Self, Error> {
        let home = || std::env::home_dir().unwrap_or_default().join(".docker");
        Self::load_from(&env_var::path("DOCKER_CONFIG").unwrap_or_else(home))
    }

    pub(super) fn load_from(folder: &Path) -> Result<Self, Error> {
        let file = folder.join("config.json");
        let settings = match fs::read_to_string(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => Map::new(),
            Err(error) => return Err(Error::config(file, &error)),
            Ok(text) => serde_json::from_str(&text)
                .map_err(|error| Error::Config { path: file, reason: error.to_string() })?,
        };
        Ok(Self { folder: folder.to_owned(), settings })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn settings(&self) -> &Map<String, Value> {
        &self.settings
    }

    /// A setting that is a text, and not empty.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.settings.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// An entry of an object in the settings.
    pub(super) fn entry(&self, object: &str, key: &str) -> Option<&Value> {
        self.settings.get(object).and_then(|object| object.get(key))
    }
}

impl std::fmt::Debug for ClientConfig {
    /// The settings may hold passwords.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientConfig").field("folder", &self.folder).finish_non_exhaustive()
    }
}
