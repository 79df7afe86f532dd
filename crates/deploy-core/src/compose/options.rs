//! What a build is asked for: which files, which tag, and how.

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use super::error::Error;
use crate::env_var;
use crate::types::Tag;

/// Which build files, for which tag.
#[derive(Clone, Debug)]
pub(crate) struct BuildFiles {
    /// The first decides where relative paths and `.env` are looked for; later ones override earlier ones.
    pub(crate) files: Vec<PathBuf>,
    /// The value of `APP_TAG`.
    pub(crate) tag: Tag,
    /// A `.env` of the project, beside the one beside the build file, which wins.
    pub(crate) project_env: Option<PathBuf>,
}

impl BuildFiles {
    /// The `.env` that Compose reads without being told.
    pub(super) fn own_env(&self) -> Option<PathBuf> {
        let own = self.files.first()?.parent()?.join(".env");
        own.is_file().then_some(own)
    }
}

/// How to build.
#[derive(Clone, Debug, Default)]
pub(crate) struct BuildOptions {
    /// Whether to build every step again.
    pub(crate) no_cache: bool,
    /// Build arguments, before those of the build file.
    pub(crate) args: Vec<BuildArg>,
    /// How many images may be built at the same time; Compose's own limit if `None`.
    pub(crate) parallelism: Option<usize>,
    /// The builder of the engine itself, where images stand on one another: a builder in a container does not see what
    /// the engine has, and would take a base from the registry (<https://github.com/docker/compose/issues/12130>).
    /// Whoever sets `BUILDX_BUILDER` is believed.
    pub(crate) builder: Option<String>,
    /// A configuration folder of the Docker client instead of the user's: for bases in private registries.
    pub(crate) docker_config: Option<PathBuf>,
}

/// A build argument of the command line: `NAME=VALUE`, or `NAME` for a value that must not be seen there.
#[derive(Clone, PartialEq, Eq)]
pub struct BuildArg {
    /// Its name.
    pub(crate) name: String,
    /// Its value, where it does not come from the environment.
    pub(crate) given: Option<String>,
}

impl BuildArg {
    /// The value that was given, else that of the environment variable with its name, as `docker build` has it.
    pub(super) fn value(&self) -> Result<String, Error> {
        let from_environment = || env_var::inherited(&self.name).and_then(|value| value.into_string().ok());
        let value = self.given.clone().or_else(from_environment);
        value.ok_or_else(|| Error::UnsetArg { name: self.name.clone() })
    }

    /// As it is passed on. A value from the environment stays there, and one that looks secret goes there.
    pub(super) fn word(&self) -> String {
        let given = self.given.as_ref().filter(|_| !looks_secret(&self.name));
        given.map_or_else(|| self.name.clone(), |value| format!("{}={value}", self.name))
    }

    /// What must be in the environment for [`word`](Self::word) to do.
    pub(super) fn variable(&self) -> Option<(&str, &str)> {
        let given = self.given.as_ref().filter(|_| looks_secret(&self.name))?;
        Some((&self.name, given))
    }
}

/// Whether a value of that name is likely to be a secret.
pub(super) fn looks_secret(name: &str) -> bool {
    let name = name.to_uppercase();
    ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL", "PRIVATE_KEY", "API_KEY", "ACCESS_KEY"]
        .iter()
        .any(|word| name.contains(word))
}

impl FromStr for BuildArg {
    type Err = Infallible;

    fn from_str(word: &str) -> Result<Self, Infallible> {
        let (name, given) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        Ok(Self { name: name.to_owned(), given: given.map(str::to_owned) })
    }
}

impl fmt::Debug for BuildArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.name, if self.given.is_some() { "=[redacted]" } else { "" })
    }
}
