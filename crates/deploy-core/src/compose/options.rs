//! What a build is asked for: which files, which tag, and how.

use std::convert::Infallible;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::error::Error;
use crate::env_var;
use crate::types::Tag;

/// <https://docs.docker.com/compose/how-tos/environment-variables/envvars/#compose_profiles>
const PROFILES: &str = "COMPOSE_PROFILES";

/// Which build files, for which tag.
#[derive(Clone, Debug)]
pub(crate) struct BuildFiles {
    /// The first decides where relative paths and `.env` are looked for; later ones override earlier ones.
    pub(crate) files: Vec<PathBuf>,
    /// The value of `APP_TAG`.
    pub(crate) tag: Tag,
    /// A `.env` of the project, beside the one beside the build file, which wins.
    pub(crate) project_env: Option<PathBuf>,
    /// The profiles whose services are built without being named.
    pub(crate) profiles: Vec<String>,
    /// The name of images that the build files give no name that can be pushed: `${REGISTRY}/{service}:${APP_TAG}`.
    pub(crate) image: Option<String>,
}

impl BuildFiles {
    /// The `.env` that Compose reads without being told.
    pub(super) fn own_env(&self) -> Option<PathBuf> {
        let own = self.files.first()?.parent()?.join(".env");
        own.is_file().then_some(own)
    }

    /// Without anything that is optional.
    #[cfg(test)]
    pub(crate) fn new(files: Vec<PathBuf>, tag: Tag) -> Self {
        Self { files, tag, project_env: None, profiles: Vec::new(), image: None }
    }

    /// The folder that relative paths in the files start from.
    pub(super) fn folder(&self) -> &Path {
        self.files.first().and_then(|file| file.parent()).unwrap_or(Path::new("."))
    }

    /// Whether a service in these profiles is built without being named.
    pub(super) fn is_active(&self, profiles: &[String]) -> bool {
        let inherited = env_var::inherited(PROFILES).unwrap_or_default();
        let inherited = inherited.to_string_lossy();
        let mut active = self.profiles.iter().map(String::as_str).chain(inherited.split(','));
        profiles.is_empty() || active.any(|active| active == "*" || profiles.iter().any(|own| own == active))
    }
}

/// How to build.
#[derive(Clone, Debug, Default)]
pub(crate) struct BuildOptions {
    /// Whether to build every step again.
    pub(crate) no_cache: bool,
    /// The platform of images for which the build files name none.
    pub(crate) platform: Option<String>,
    /// The builder of the engine itself, where images stand on one another: a builder in a container does not see what
    /// the engine has, and would take a base from the registry (<https://github.com/docker/compose/issues/12130>).
    /// Whoever sets `BUILDX_BUILDER` is believed: then it is none.
    pub(crate) builder: Option<String>,
    /// A configuration folder of the Docker client instead of the user's: for bases in private registries.
    pub(crate) docker_config: Option<PathBuf>,
}

/// A build argument of the command line, which beats those of the build files: `NAME=VALUE`, or `NAME` for a value that must not
/// be seen there.
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
}

/// Whether an argument may be secret: it looks so, or its value is that of the environment variable of its name.
pub(super) fn is_private(name: &str, value: &str) -> bool {
    looks_secret(name) || env_var::inherited(name).is_some_and(|inherited| inherited == value)
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
