//! A copy of the user's configuration that also holds tokens, for a program that can be told of them in no other way.
//!
//! Everything else in the user's folder (plugins, contexts, builders) is linked, so that the program finds it. A store
//! of credentials would hide what is in the file; so those it keeps for other registries get a helper each instead.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, symlink};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::client_config::ClientConfig;
use crate::docker::error::Error;
use crate::types::Credentials;

/// Fills an empty, private folder, which is then good as a `DOCKER_CONFIG`.
pub(crate) fn write(
    config: &ClientConfig,
    folder: &Path,
    logins: &[(String, Credentials)],
) -> Result<(), Error> {
    let write = || -> io::Result<()> {
        link_the_rest(config, folder)?;
        let mut file = OpenOptions::new();
        let mut file = file.write(true).create_new(true).mode(0o600).open(folder.join("config.json"))?;
        file.write_all(Value::Object(settings_with(config, logins)).to_string().as_bytes())
    };
    write().map_err(|error| Error::config(folder, &error))
}

fn link_the_rest(config: &ClientConfig, folder: &Path) -> io::Result<()> {
    // A folder that is not there has nothing to link.
    for entry in fs::read_dir(std::path::absolute(config.folder())?).into_iter().flatten() {
        let entry = entry?;
        if entry.file_name() != "config.json" {
            symlink(entry.path(), folder.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn settings_with(config: &ClientConfig, logins: &[(String, Credentials)]) -> Map<String, Value> {
    let mut settings = config.settings().clone();
    let object = |value: Option<Value>| match value {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    };
    let mut helpers = object(settings.remove("credHelpers"));
    let mut auths = object(settings.remove("auths"));
    if let Some(store) = settings.remove("credsStore") {
        for host in auths.keys() {
            helpers.entry(host.clone()).or_insert_with(|| store.clone());
        }
    }
    for (host, Credentials { user, password }) in logins {
        helpers.remove(host);
        let auth = STANDARD.encode(format!("{user}:{}", password.reveal()));
        auths.insert(host.clone(), json!({ "auth": auth }));
    }
    settings.insert("auths".to_owned(), auths.into());
    settings.insert("credHelpers".to_owned(), helpers.into());
    settings
}
