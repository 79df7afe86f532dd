//! An environment: a name, its var-files, and what `deploy.toml` says of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::config::{Config, EnvSettings};
use super::error::Error;
use crate::types::EnvName;

/// An environment whose files are there, as they describe it.
#[derive(Clone, Debug)]
pub struct EnvironmentConfig {
    /// Its name, which is its Terraform workspace's too.
    pub name: EnvName,
    /// Its var-files, absolute, in the order in which Terraform must read them.
    pub(crate) var_files: Vec<PathBuf>,
    /// What `deploy.toml` says of it.
    pub(crate) settings: EnvSettings,
}

/// Finds the files of an environment in the Terraform folder.
pub(super) fn find(folder: &Path, config: &Config, name: &EnvName) -> Result<EnvironmentConfig, Error> {
    let own = folder.join(format!("terraform.{name}.tfvars"));
    if !own.is_file() {
        return Err(Error::UnknownEnvironment { name: name.clone(), file: own, known: known(folder) });
    }
    let common = config.terraform.var_files.iter().map(|file| folder.join(file));
    let var_files: Vec<_> = common.chain([own]).collect();
    if let Some(missing) = var_files.iter().find(|file| !file.is_file()) {
        return Err(Error::NoVarFile { file: missing.clone() });
    }
    let settings = config.env.get(name).cloned().unwrap_or_default();
    Ok(EnvironmentConfig { name: name.clone(), var_files, settings })
}

/// Fails if `deploy.toml` names an environment that does not exist: its protection would hold for none.
pub(super) fn require_all_named(folder: &Path, config: &Config) -> Result<(), Error> {
    let exists = |name: &EnvName| folder.join(format!("terraform.{name}.tfvars")).is_file();
    if let Some(name) = config.env.keys().find(|name| !exists(name)) {
        let (name, line) = (name.clone(), config.line_of_section(name));
        return Err(Error::UnknownSection { name, line, known: known(folder) });
    }
    match config.default_env.as_ref().filter(|name| !exists(name)) {
        Some(name) => Err(Error::UnknownDefault { name: name.clone(), known: known(folder) }),
        None => Ok(()),
    }
}

/// The environments that have a var-file in the Terraform folder, sorted.
pub(super) fn known(folder: &Path) -> Vec<EnvName> {
    let names: BTreeSet<EnvName> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|file| {
            let file = file.file_name();
            file.to_str()?.strip_prefix("terraform.")?.strip_suffix(".tfvars")?.parse().ok()
        })
        .collect();
    names.into_iter().collect()
}
