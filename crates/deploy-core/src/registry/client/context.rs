//! Where the engine is: `DOCKER_HOST`, else the Docker client's current context, else the usual socket.
//!
//! A context is a folder named by the SHA-256 of its name (<https://docs.docker.com/engine/manage-resources/contexts/>).

use std::env;
use std::fs;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::ClientConfig;
use crate::registry::error::Error;

/// The context that has no folder: the engine on this machine, or that of `DOCKER_HOST`.
const DEFAULT: &str = "default";
const SOCKET: &str = "unix:///var/run/docker.sock";

impl ClientConfig {
    /// The address of the engine, as the Docker client would find it.
    pub fn engine(&self) -> Result<String, Error> {
        match variable("DOCKER_HOST") {
            Some(host) => Ok(host),
            None => self.engine_of(&self.context()),
        }
    }

    /// The context that is in use, which is also the name of its engine's own builder.
    pub fn context(&self) -> String {
        let host = variable("DOCKER_HOST").map(|_| DEFAULT.to_owned());
        let chosen = host.or_else(|| variable("DOCKER_CONTEXT"));
        chosen.unwrap_or_else(|| self.text("currentContext").unwrap_or(DEFAULT).to_owned())
    }

    pub(super) fn engine_of(&self, name: &str) -> Result<String, Error> {
        if name == DEFAULT {
            return Ok(SOCKET.to_owned());
        }
        let folder = Sha256::digest(name).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let file = self.folder.join("contexts/meta").join(folder).join("meta.json");
        let text = fs::read_to_string(&file).map_err(|_| Error::Client {
            path: file.clone(),
            reason: format!("there is no context `{name}`"),
        })?;
        let meta: Value = serde_json::from_str(&text)
            .map_err(|error| Error::Client { path: file.clone(), reason: error.to_string() })?;
        meta.pointer("/Endpoints/docker/Host").and_then(Value::as_str).map(str::to_owned).ok_or_else(|| {
            Error::Client { path: file, reason: format!("the context `{name}` names no engine") }
        })
    }
}

/// Empty means unset to the Docker client.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
