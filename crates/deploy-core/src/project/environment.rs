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
    /// Its name.
    pub name: EnvName,
    /// Its Terraform workspace.
    pub(crate) workspace: EnvName,
    /// Its Terraform folder, absolute.
    pub(crate) directory: PathBuf,
    /// Its var-files, absolute, in the order in which Terraform must read them.
    pub(crate) var_files: Vec<PathBuf>,
    /// What `deploy.toml` says of it.
    pub(crate) settings: EnvSettings,
}

/// Where teams have the var-file of an environment, if not where we look for it.
const ELSEWHERE: [&str; 7] = [
    "NAME.tfvars",
    "env/NAME.tfvars",
    "envs/NAME.tfvars",
    "environments/NAME.tfvars",
    "environments/NAME/terraform.tfvars",
    "tfvars/NAME.tfvars",
    "vars/NAME.tfvars",
];

/// Finds the files of an environment in its Terraform folder.
pub(super) fn find(folder: &Path, config: &Config, name: &EnvName) -> Result<EnvironmentConfig, Error> {
    if !exists(folder, config, name) {
        let (file, other) = (folder.join(format!("terraform.{name}.tfvars")), elsewhere(folder, name));
        return Err(Error::UnknownEnvironment {
            name: name.clone(),
            file,
            other,
            known: known(folder, config),
        });
    }
    let settings = config.env.get(name).cloned().unwrap_or_default();
    let own: Vec<_> = match settings.var_files.as_slice() {
        [] => conventional(folder, name).into_iter().collect(),
        named => named.iter().map(|file| folder.join(file)).collect(),
    };
    let common = config.terraform.var_files.iter().map(|file| folder.join(file));
    let var_files: Vec<_> = common.chain(own).collect();
    if let Some(missing) = var_files.iter().find(|file| !file.is_file()) {
        return Err(Error::NoVarFile { file: missing.clone() });
    }
    let workspace = settings.workspace.clone().unwrap_or_else(|| name.clone());
    Ok(EnvironmentConfig { name: name.clone(), workspace, directory: folder.to_owned(), var_files, settings })
}

/// An environment is one by its var-file, or by a section that says where its files are.
fn exists(folder: &Path, config: &Config, name: &EnvName) -> bool {
    let is_described =
        |settings: &EnvSettings| settings.directory.is_some() || !settings.var_files.is_empty();
    config.env.get(name).is_some_and(is_described) || conventional(folder, name).is_some()
}

/// `terraform.NAME.tfvars` or `terraform.NAME.tfvars.json`.
fn conventional(folder: &Path, name: &EnvName) -> Option<PathBuf> {
    let files = ["tfvars", "tfvars.json"].map(|end| folder.join(format!("terraform.{name}.{end}")));
    files.into_iter().find(|file| file.is_file())
}

/// A var-file of the environment that does not count, relative to the Terraform folder.
fn elsewhere(folder: &Path, name: &EnvName) -> Option<String> {
    let mut files = ELSEWHERE.iter().map(|file| file.replace("NAME", name.as_str()));
    files.find(|file| folder.join(file).is_file())
}

/// Fails if `deploy.toml` names an environment that does not exist: its protection would hold for none.
pub(super) fn require_all_named(folder: &Path, config: &Config) -> Result<(), Error> {
    let is_missing = |name: &&EnvName| !exists(folder, config, name);
    if let Some(name) = config.env.keys().find(is_missing) {
        let (name, line) = (name.clone(), config.line_of_section(name));
        return Err(Error::UnknownSection { name, line, known: known(folder, config) });
    }
    match config.default_env.as_ref().filter(is_missing) {
        Some(name) => Err(Error::UnknownDefault { name: name.clone(), known: known(folder, config) }),
        None => Ok(()),
    }
}

/// The environments that have a var-file in the Terraform folder, or a section that says where it is, sorted.
pub(super) fn known(folder: &Path, config: &Config) -> Vec<EnvName> {
    let of_files = fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|file| {
        let file = file.file_name();
        let name = file.to_str()?.strip_prefix("terraform.")?;
        name.strip_suffix(".tfvars").or_else(|| name.strip_suffix(".tfvars.json"))?.parse().ok()
    });
    let described = config.env.keys().filter(|name| exists(folder, config, name)).cloned();
    of_files.chain(described).collect::<BTreeSet<_>>().into_iter().collect()
}
