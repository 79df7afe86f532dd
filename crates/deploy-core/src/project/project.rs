//! A project: a folder, and what `deploy.toml` says of it.

use std::env;
use std::path::{Path, PathBuf};

use super::config::{self, Config};
use super::environment::{self, EnvironmentConfig};
use super::error::Error;
use crate::types::EnvName;

const BUILD_FILE: &str = "build/docker-compose.build.yml";
const TERRAFORM_FOLDER: &str = "terraform";

/// Paths of the command line or the environment, which beat those of `deploy.toml`.
#[derive(Clone, Debug, Default)]
pub struct ProjectPaths {
    /// `TERRAFORM_DIRECTORY`.
    pub terraform_directory: Option<PathBuf>,
    /// `-f FILE`, as often as given.
    pub build_files: Vec<PathBuf>,
}

/// A project: a folder, and what `deploy.toml` says of it.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
    config: Config,
    paths: ProjectPaths,
}

impl Project {
    /// Opens the project that `folder` is in: the nearest folder upwards with a `deploy.toml`, not beyond the
    /// repository's own; without one, or outside of a repository, `folder` itself.
    pub fn open(folder: &Path, paths: ProjectPaths) -> Result<Self, Error> {
        let folder = absolute(&env::current_dir().unwrap_or_default(), folder);
        if !folder.is_dir() {
            return Err(Error::NoFolder { folder });
        }
        let root =
            in_repository(&folder).find(|folder| folder.join(config::FILE).is_file()).unwrap_or(&folder);
        let root = root.to_owned();
        let config = Config::read(&root.join(config::FILE))?;
        Ok(Self { root, config, paths })
    }

    /// The project's folder, absolute.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// What `deploy.toml` says.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// The Terraform folder of environments without one of their own, absolute; it exists.
    pub(crate) fn terraform_directory(&self) -> Result<PathBuf, Error> {
        self.folder_of_terraform(None)
    }

    fn folder_of_terraform(&self, of_environment: Option<&PathBuf>) -> Result<PathBuf, Error> {
        let chosen = self.paths.terraform_directory.as_ref().or(of_environment);
        let chosen = chosen.or(self.config.terraform.directory.as_ref());
        let folder = absolute(&self.root, chosen.map_or(Path::new(TERRAFORM_FOLDER), PathBuf::as_path));
        if folder.is_dir() { Ok(folder) } else { Err(Error::NoTerraformFolder { folder }) }
    }

    /// Whether there is a build file, or one is named.
    pub(crate) fn has_build_file(&self) -> bool {
        let is_named = !self.paths.build_files.is_empty() || self.config.build.file.is_some();
        is_named || self.root.join(BUILD_FILE).exists()
    }

    /// The Compose build files, absolute; they exist.
    pub(crate) fn build_files(&self) -> Result<Vec<PathBuf>, Error> {
        let given = self.paths.build_files.as_slice();
        let chosen: Vec<&Path> = match &self.config.build.file {
            _ if !given.is_empty() => given.iter().map(PathBuf::as_path).collect(),
            Some(file) => vec![file],
            None => vec![Path::new(BUILD_FILE)],
        };
        let files = chosen.into_iter().map(|file| absolute(&self.root, file));
        files.map(|file| if file.is_file() { Ok(file) } else { Err(Error::NoBuildFile { file }) }).collect()
    }

    /// The environment to work on: the one that is named, else the default one, which must not be protected.
    pub fn environment(
        &self,
        named: Option<&EnvName>,
        from_environment: Option<&EnvName>,
    ) -> Result<EnvironmentConfig, Error> {
        let name = match named {
            Some(name) => name,
            None => self.fallback(from_environment)?,
        };
        let own = self.config.env.get(name).and_then(|settings| settings.directory.as_ref());
        let folder = self.folder_of_terraform(own)?;
        environment::require_all_named(&folder, &self.config)?;
        environment::find(&folder, &self.config, name)
    }

    fn fallback<'a>(&'a self, from_environment: Option<&'a EnvName>) -> Result<&'a EnvName, Error> {
        let fallback = from_environment
            .map(|name| (name, "DEPLOY_ENV"))
            .or_else(|| self.config.default_env.as_ref().map(|name| (name, "default_env in deploy.toml")));
        let Some((name, origin)) = fallback else {
            let folder = self.terraform_directory().ok();
            let known = folder.map_or_else(Vec::new, |folder| environment::known(&folder, &self.config));
            return Err(Error::NoEnvironment { known });
        };
        if self.config.env.get(name).is_some_and(|settings| settings.protected) {
            return Err(Error::ProtectedFallback { name: name.clone(), origin });
        }
        Ok(name)
    }
}

/// `folder` and those above it, up to the root of the repository. Where there is none, those above are not the user's:
/// anybody may write to `/tmp`.
fn in_repository(folder: &Path) -> impl Iterator<Item = &Path> {
    let depth = folder.ancestors().position(|folder| folder.join(".git").exists()).unwrap_or(0);
    folder.ancestors().take(depth + 1)
}

fn absolute(base: &Path, path: &Path) -> PathBuf {
    let joined = base.join(path);
    joined.canonicalize().unwrap_or(joined)
}
