//! The configuration of the Docker client: `config.json` in `~/.docker`, or where `DOCKER_CONFIG` says.
//!
//! It belongs to the user and is only read. Where a program needs a token in it, it gets a copy of its own
//! ([`ClientConfig::signed_in`]).

mod context;
mod signed_in;
mod stored;
#[cfg(test)]
mod tests;

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::error::Error;

/// The user's configuration of the Docker client.
#[derive(Clone)]
pub struct ClientConfig {
    folder: PathBuf,
    settings: Map<String, Value>,
}

impl ClientConfig {
    /// Reads it. A file that is not there says nothing.
    pub fn load() -> Result<Self, Error> {
        let home = || env::home_dir().unwrap_or_default().join(".docker");
        let folder = env::var_os("DOCKER_CONFIG").filter(|folder| !folder.is_empty());
        Self::load_from(&folder.map_or_else(home, PathBuf::from))
    }

    fn load_from(folder: &Path) -> Result<Self, Error> {
        let file = folder.join("config.json");
        let settings = match fs::read_to_string(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => Map::new(),
            Err(error) => return Err(Error::client(file, &error)),
            Ok(text) => serde_json::from_str(&text)
                .map_err(|error| Error::Client { path: file, reason: error.to_string() })?,
        };
        Ok(Self { folder: folder.to_owned(), settings })
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.settings.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// An entry of an object in the settings.
    fn entry(&self, object: &str, key: &str) -> Option<&Value> {
        self.settings.get(object).and_then(|object| object.get(key))
    }
}

impl std::fmt::Debug for ClientConfig {
    /// The settings may hold passwords.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientConfig").field("folder", &self.folder).finish_non_exhaustive()
    }
}
