//! Which folder is for what.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::private;
use super::run_dir::{self, RunDir};
use crate::types::{EnvName, sha256};

/// The folders of one project.
#[derive(Clone, Debug)]
pub(crate) struct Dirs {
    project: PathBuf,
    state: PathBuf,
    cache: PathBuf,
}

impl Dirs {
    /// Makes them for `project` (an absolute path), and removes what ended runs have left.
    pub(crate) fn open(project: &Path) -> Result<Self, Error> {
        let dirs = Self { project: project.to_owned(), state: private::state()?, cache: private::cache()? };
        run_dir::sweep(&dirs.runs()?)?;
        Ok(dirs)
    }

    /// Terraform's data folder of an environment, absolute. Terraform makes it.
    ///
    /// The backend is no part of its name: Terraform itself must see that it has changed, to refuse or to migrate.
    pub(crate) fn terraform_data(&self, directory: &Path, environment: &EnvName) -> Result<PathBuf, Error> {
        Ok(private::make(&self.cache.join("terraform"))?.join(self.key(directory, environment)))
    }

    /// The cache of Terraform's providers, which all projects share.
    pub(crate) fn plugins(&self) -> Result<PathBuf, Error> {
        private::make(&self.cache.join("plugins"))
    }

    /// Where a state that could not be saved is kept.
    pub(crate) fn errored_states(&self, directory: &Path, environment: &EnvName) -> PathBuf {
        self.state.join("errored").join(self.key(directory, environment))
    }

    /// Where an apply keeps what Terraform writes while it runs.
    pub(crate) fn applies(&self, directory: &Path, environment: &EnvName) -> PathBuf {
        self.state.join("applies").join(self.key(directory, environment))
    }

    /// A folder of this run's own, for what must be a file for a moment. It goes when the value is dropped.
    pub(crate) fn run_dir(&self) -> Result<RunDir, Error> {
        RunDir::create(&self.runs()?)
    }

    fn runs(&self) -> Result<PathBuf, Error> {
        private::make(&self.state.join("runs"))
    }

    /// A name that people recognise and that no other project has.
    fn key(&self, directory: &Path, environment: &EnvName) -> String {
        let parts = [self.project.as_os_str(), directory.as_os_str()].map(OsStr::as_encoded_bytes);
        let hash = sha256::hex([parts[0], parts[1], environment.as_str().as_bytes()].join(&0));
        let project = self.project.file_name().unwrap_or_default().to_string_lossy();
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        let project: String =
            project.chars().take(40).map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
        format!("{project}-{environment}-{}", &hash[..16])
    }
}
