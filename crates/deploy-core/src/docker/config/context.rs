//! Where the engine is, and whether it wants TLS: `DOCKER_HOST` with `DOCKER_TLS_VERIFY` and `DOCKER_CERT_PATH`, else the
//! Docker client's current context, else the usual socket.
//!
//! What a reader would get wrong: `DOCKER_TLS`, which asks for TLS without a look at the certificate, gets that look.
//!
//! A context is a folder named by the SHA-256 of its name (<https://docs.docker.com/engine/manage-resources/contexts/>).

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::client_config::ClientConfig;
use crate::docker::error::Error;
use crate::env_var;
use crate::types::sha256;

/// The context that has no folder: the engine on this machine, or that of `DOCKER_HOST`.
const DEFAULT: &str = "default";
const SOCKET: &str = "unix:///var/run/docker.sock";
/// As the Docker client has it, where only TLS is asked for.
const TLS_HOST: &str = "tcp://localhost:2376";

/// Where an engine is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EngineAddress {
    /// As in `DOCKER_HOST`.
    pub(crate) host: String,
    /// The folder with `ca.pem`, `cert.pem` and `key.pem`, where the engine wants TLS.
    pub(crate) certificates: Option<PathBuf>,
}

/// The address of the engine, as the Docker client would find it.
pub(crate) fn engine_address(config: &ClientConfig) -> Result<EngineAddress, Error> {
    let wants_tls = ["DOCKER_TLS_VERIFY", "DOCKER_TLS"].into_iter().any(|name| env_var::path(name).is_some());
    let own = || env_var::path("DOCKER_CERT_PATH").unwrap_or_else(|| config.folder().to_owned());
    let certificates = wants_tls.then(own);
    let (host, context) = (env_var::text("DOCKER_HOST"), current(config));
    match host {
        Some(host) => Ok(EngineAddress { certificates: certificates.filter(|_| !is_socket(&host)), host }),
        None if context == DEFAULT && wants_tls => {
            Ok(EngineAddress { host: TLS_HOST.to_owned(), certificates })
        }
        None => address_of(config, &context),
    }
}

fn is_socket(host: &str) -> bool {
    host.starts_with("unix://")
}

/// The context that is in use, which is also the name of its engine's own builder.
pub(crate) fn current(config: &ClientConfig) -> String {
    let host = env_var::text("DOCKER_HOST").map(|_| DEFAULT.to_owned());
    let chosen = host.or_else(|| env_var::text("DOCKER_CONTEXT"));
    chosen.unwrap_or_else(|| config.text("currentContext").unwrap_or(DEFAULT).to_owned())
}

pub(super) fn address_of(config: &ClientConfig, context: &str) -> Result<EngineAddress, Error> {
    if context == DEFAULT {
        return Ok(EngineAddress { host: SOCKET.to_owned(), certificates: None });
    }
    let (contexts, name) = (config.folder().join("contexts"), sha256::hex(context));
    let file = contexts.join("meta").join(&name).join("meta.json");
    let invalid = |reason| Error::Config { path: file.clone(), reason };
    let text = fs::read_to_string(&file).map_err(|_| invalid(format!("context `{context}` not found")))?;
    let meta: Value = serde_json::from_str(&text).map_err(|error| invalid(error.to_string()))?;
    let host = meta.pointer("/Endpoints/docker/Host").and_then(Value::as_str).map(str::to_owned);
    let host = host.ok_or_else(|| invalid(format!("the context `{context}` has no engine address")))?;
    let certificates = Some(contexts.join("tls").join(&name).join("docker"));
    Ok(EngineAddress { host, certificates: certificates.filter(|folder| folder.is_dir()) })
}
