//! Where the states are, as the last `init` wrote it down.
//!
//! A local state and one in plain S3 are read without Terraform; any other backend is left to it.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::local::LocalBackend;
use super::s3::S3Backend;
use crate::terraform::error::Error;
use crate::terraform::init;
use crate::terraform::terraform::Terraform;
use crate::types::sha256;

/// Where the states of a configuration are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    Local(LocalBackend),
    S3(S3Backend),
    /// Terraform must be asked.
    Other,
}

/// What a backend is told of whose credentials it is reached with.
const CREDENTIALS: [&str; 8] = [
    "access_key",
    "password",
    "profile",
    "secret_key",
    "shared_config_files",
    "shared_credentials_file",
    "shared_credentials_files",
    "token",
];

#[derive(Deserialize)]
struct Initialised {
    backend: Option<Block>,
}

#[derive(Deserialize)]
struct Block {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    config: Map<String, Value>,
}

impl Backend {
    /// Reads what `init` left in the data folder. Without a backend block it leaves nothing, and the state is local.
    fn read(directory: &Path, data_dir: &Path) -> Result<Self, Error> {
        let local = |config: &Map<String, Value>| Self::Local(LocalBackend::new(directory, config));
        let Some(block) = block(&data_dir.join("terraform.tfstate"))? else { return Ok(local(&Map::new())) };
        Ok(match block.kind.as_str() {
            "local" => local(&block.config),
            "s3" => S3Backend::new(&block.config).map_or(Self::Other, Self::S3),
            _ => Self::Other,
        })
    }
}

/// A digest of where the states are, which is the same in every checkout; a local state is in one checkout only.
/// Credentials are left out: who plans may not be who applies.
pub(crate) fn digest(terraform: &Terraform) -> Result<String, Error> {
    let settings = terraform.settings();
    let block = block(&settings.data_dir.join("terraform.tfstate"))?
        .unwrap_or_else(|| Block { kind: "local".to_owned(), config: Map::new() });
    let mut config = block.config;
    config.retain(|key, value| !value.is_null() && !CREDENTIALS.contains(&key.as_str()));
    let folder = (block.kind == "local").then_some(&settings.directory);
    let (kind, workspace) = (&block.kind, terraform.workspace());
    Ok(sha256::hex(format!("{kind} {} {folder:?} {workspace}", Value::from(config))))
}

/// Where the state is. Only an initialised data folder says so, and only for the configuration it was made for.
pub(crate) fn of(terraform: &Terraform) -> Result<Backend, Error> {
    if terraform.initialised().get().is_none() && !init::is_initialised(terraform)? {
        return Err(Error::NotInitialised(terraform.environment().clone()));
    }
    terraform.initialised().get_or_init(|| ());
    Backend::read(&terraform.settings().directory, &terraform.settings().data_dir)
}

fn block(path: &Path) -> Result<Option<Block>, Error> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::File { path: path.to_owned(), source }),
    };
    let initialised: Initialised = serde_json::from_slice(&text).map_err(|error| Error::Unreadable {
        what: format!("`{}`", path.display()),
        reason: error.to_string(),
    })?;
    Ok(initialised.backend)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Backend {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join("terraform.tfstate"), text).unwrap();
        Backend::read(Path::new("/project"), data.path()).unwrap()
    }

    #[test]
    fn without_a_backend_block_the_state_is_local() {
        let data = tempfile::tempdir().unwrap();
        let directory = Path::new("/project");
        let local = Backend::Local(LocalBackend::new(directory, &Map::new()));
        assert_eq!(Backend::read(directory, data.path()).unwrap(), local);
        assert_eq!(read(r#"{"version":3,"backend":null}"#), local);
    }

    #[test]
    fn a_backend_that_is_not_known_is_left_to_terraform() {
        assert_eq!(read(r#"{"backend":{"type":"cloud","config":{}}}"#), Backend::Other);
        let bucket = |more: &str| {
            read(&format!(
                r#"{{"version":3,"backend":{{"type":"s3","config":{{"bucket":"b","key":"k"{more}}},"hash":1}}}}"#
            ))
        };
        assert!(matches!(bucket(""), Backend::S3(_)));
        assert_eq!(
            bucket(r#","assume_role":{"role_arn":"arn:aws:iam::123456789012:role/x"}"#),
            Backend::Other
        );
    }
}
