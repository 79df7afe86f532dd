//! Where the engine is: `DOCKER_HOST`, else the Docker client's current context, else the usual socket.
//!
//! A context is a folder named by the SHA-256 of its name (<https://docs.docker.com/engine/manage-resources/contexts/>).

use std::env;
use std::fs;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::ClientConfig;
use crate::registry::error::Error;

const SOCKET: &str = "unix:///var/run/docker.sock";

impl ClientConfig {
    /// The address of the engine, as the Docker client would find it.
    pub fn engine(&self) -> Result<String, Error> {
        let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
        match variable("DOCKER_HOST") {
            Some(host) => Ok(host),
            None => {
                self.engine_of(variable("DOCKER_CONTEXT").as_deref().or_else(|| self.text("currentContext")))
            }
        }
    }

    pub(super) fn engine_of(&self, context: Option<&str>) -> Result<String, Error> {
        let Some(name) = context.filter(|name| *name != "default") else { return Ok(SOCKET.to_owned()) };
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
