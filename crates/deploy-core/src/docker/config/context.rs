//! Where the engine is: `DOCKER_HOST`, else the Docker client's current context, else the usual socket.
//!
//! A context is a folder named by the SHA-256 of its name (<https://docs.docker.com/engine/manage-resources/contexts/>).

use std::fs;

use serde_json::Value;

use super::client_config::ClientConfig;
use crate::docker::error::Error;
use crate::env_var;
use crate::types::sha256;

/// The context that has no folder: the engine on this machine, or that of `DOCKER_HOST`.
const DEFAULT: &str = "default";
const SOCKET: &str = "unix:///var/run/docker.sock";

/// The address of the engine, as the Docker client would find it.
pub(crate) fn engine_address(config: &ClientConfig) -> Result<String, Error> {
    match env_var::text("DOCKER_HOST") {
        Some(host) => Ok(host),
        None => address_of(config, &current(config)),
    }
}

/// The context that is in use, which is also the name of its engine's own builder.
pub(crate) fn current(config: &ClientConfig) -> String {
    let host = env_var::text("DOCKER_HOST").map(|_| DEFAULT.to_owned());
    let chosen = host.or_else(|| env_var::text("DOCKER_CONTEXT"));
    chosen.unwrap_or_else(|| config.text("currentContext").unwrap_or(DEFAULT).to_owned())
}

pub(super) fn address_of(config: &ClientConfig, context: &str) -> Result<String, Error> {
    if context == DEFAULT {
        return Ok(SOCKET.to_owned());
    }
    let file = config.folder().join("contexts/meta").join(sha256::hex(context)).join("meta.json");
    let invalid = |reason| Error::Config { path: file.clone(), reason };
    let text = fs::read_to_string(&file).map_err(|_| invalid(format!("context `{context}` not found")))?;
    let meta: Value = serde_json::from_str(&text).map_err(|error| invalid(error.to_string()))?;
    let host = meta.pointer("/Endpoints/docker/Host").and_then(Value::as_str).map(str::to_owned);
    host.ok_or_else(|| invalid(format!("the context `{context}` has no engine address")))
}
