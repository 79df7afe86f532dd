//! An environment: a name, its var-files, and what `deploy.toml` says of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::Project;
use super::config::EnvSettings;
use super::error::Error;
use crate::image::EnvName;

/// An environment whose files are there.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Its name, which is its Terraform workspace's too.
    pub name: EnvName,
    /// Its var-files, absolute, in the order in which Terraform must read them.
    pub var_files: Vec<PathBuf>,
    /// What `deploy.toml` says of it.
    pub settings: EnvSettings,
}

impl Environment {
    /// Finds the environment's files.
    pub(super) fn find(project: &Project, name: &EnvName) -> Result<Self, Error> {
        let folder = project.terraform_directory()?;
        let own = folder.join(format!("terraform.{name}.tfvars"));
        if !own.is_file() {
            return Err(Error::UnknownEnvironment {
                name: name.clone(),
                file: own,
                known: Self::known(project),
            });
        }
        let common = project.config().terraform.var_files.iter().map(|file| folder.join(file));
        let var_files: Vec<_> = common.chain([own]).collect();
        if let Some(missing) = var_files.iter().find(|file| !file.is_file()) {
            return Err(Error::NoVarFile { file: missing.clone() });
        }
        let settings = project.config().env.get(name).cloned().unwrap_or_default();
        Ok(Self { name: name.clone(), var_files, settings })
    }

    /// The environments that have a var-file, sorted.
    pub(super) fn known(project: &Project) -> Vec<EnvName> {
        let files = project.terraform_directory().ok().and_then(|folder| fs::read_dir(folder).ok());
        let names: BTreeSet<EnvName> = files
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
}
