//! The configuration that a plan is made of: the files of the root and of its modules, and the versions of providers.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::terraform::error::Error;
use crate::terraform::terraform::{Settings, is_configuration_file};
use crate::types::sha256;

#[derive(Default, Deserialize)]
struct Manifest {
    #[serde(rename = "Modules")]
    modules: Vec<Module>,
}

#[derive(Deserialize)]
struct Module {
    /// Its address in the configuration, as `web.network`; empty for the root.
    #[serde(rename = "Key")]
    key: String,
    #[serde(rename = "Dir")]
    dir: PathBuf,
}

/// A digest of the configuration, the same in every checkout of the same files. A module that was downloaded counts with
/// what was downloaded.
pub(super) fn digest(settings: &Settings) -> Result<String, Error> {
    let mut hash = Sha256::new();
    for (key, folder) in modules(settings) {
        hash.update(Sha256::digest(key));
        for file in configuration_files(&folder)? {
            hash.update(Sha256::digest(file.file_name().unwrap_or_default().as_encoded_bytes()));
            hash.update(Sha256::digest(fs::read(&file).map_err(Error::file(&file))?));
        }
    }
    Ok(sha256::hex_of(&hash.finalize()))
}

/// The folders of the root and of all modules, as the last `init` found them.
fn modules(settings: &Settings) -> BTreeMap<String, PathBuf> {
    let text = fs::read(settings.data_dir.join("modules/modules.json")).unwrap_or_default();
    let manifest: Manifest = serde_json::from_slice(&text).unwrap_or_default();
    let folders =
        manifest.modules.into_iter().map(|module| (module.key, settings.directory.join(module.dir)));
    std::iter::once((String::new(), settings.directory.clone())).chain(folders).collect()
}

fn configuration_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = fs::read_dir(folder).map_err(Error::file(folder))?;
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && is_configuration_file(path))
        .collect();
    files.sort();
    Ok(files)
}

/// The versions of providers that the lock file chooses: "hashicorp/aws 6.2.0, hashicorp/null 3.2.3".
pub(super) fn providers(settings: &Settings) -> String {
    let text = fs::read_to_string(settings.directory.join(".terraform.lock.hcl")).unwrap_or_default();
    let mut providers = Vec::new();
    let mut provider = "";
    for line in text.lines().map(str::trim) {
        if let Some(block) = line.strip_prefix("provider ") {
            provider = block.trim_end_matches('{').trim().trim_matches('"');
        } else if let Some(version) = line.strip_prefix("version") {
            let version = version.trim_start().trim_start_matches('=').trim().trim_matches('"');
            let name = provider.strip_prefix("registry.terraform.io/").unwrap_or(provider);
            providers.push(format!("{name} {version}"));
        }
    }
    providers.sort();
    if providers.is_empty() { "none".to_owned() } else { providers.join(", ") }
}
