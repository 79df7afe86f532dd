//! What can be wrong with a project's files. All of it is found before anything is touched.

use std::io;
use std::path::PathBuf;

use crate::error::{Failure, Hint, Kind, Setting, listed};
use crate::types::EnvName;

/// Something is missing or wrong in the project's files.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder given with `-C` is not there.
    #[error("folder `{folder}` not found")]
    NoFolder {
        /// Which.
        folder: PathBuf,
    },
    /// No Terraform folder.
    #[error("Terraform folder `{folder}` not found")]
    NoTerraformFolder {
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// No Compose build file.
    #[error("Compose build file `{file}` not found")]
    NoBuildFile {
        /// Where it was looked for.
        file: PathBuf,
    },
    /// No environment was named.
    #[error("no environment is given")]
    NoEnvironment {
        /// Those that there are.
        known: Vec<EnvName>,
    },
    /// There is no such environment.
    #[error("unknown environment `{name}`: `{file}` does not exist")]
    UnknownEnvironment {
        /// The one asked for.
        name: EnvName,
        /// The file that would make it one.
        file: PathBuf,
        /// A var-file of that name in another place, relative to the Terraform folder.
        other: Option<String>,
        /// Those that there are.
        known: Vec<EnvName>,
    },
    /// `deploy.toml` has a section for an environment that there is not.
    #[error("deploy.toml has a section `[env.{name}]`{}, but there is no environment `{name}`", on_line(*line))]
    UnknownSection {
        /// Its name.
        name: EnvName,
        /// Where it begins, if that is known.
        line: Option<usize>,
        /// Those that there are.
        known: Vec<EnvName>,
    },
    /// `default_env` is an environment that there is not.
    #[error("`default_env` in deploy.toml is `{name}`, but there is no environment `{name}`")]
    UnknownDefault {
        /// Its name.
        name: EnvName,
        /// Those that there are.
        known: Vec<EnvName>,
    },
    /// A var-file that `deploy.toml` names is missing.
    #[error("var-file `{file}` not found")]
    NoVarFile {
        /// Which.
        file: PathBuf,
    },
    /// A protected environment was not named but fallen back to.
    #[error("the environment `{name}` is protected and must be given explicitly: it comes from {origin}")]
    ProtectedFallback {
        /// Which.
        name: EnvName,
        /// Where the name comes from.
        origin: &'static str,
    },
    /// `deploy.toml` says something that it cannot say.
    #[error("invalid configuration in `{file}`\n{message}")]
    Config {
        /// The file.
        file: PathBuf,
        /// The parser's words: line, column, caret.
        message: String,
    },
    /// A file is there but cannot be read.
    #[error("could not read `{file}`")]
    Unreadable {
        /// Which.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::ProtectedFallback { .. } => Kind::Refused,
            _ => Kind::Usage,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        vec![match self {
            Self::NoFolder { .. } => Hint::set(Setting::Directory, "pass the project's folder with {} DIR"),
            Self::NoTerraformFolder { .. } => Hint::set(
                Setting::Directory,
                "run in the project's folder or pass it with {} DIR; the Terraform folder is `terraform`, or what TERRAFORM_DIRECTORY or deploy.toml says",
            ),
            Self::NoBuildFile { .. } => Hint::set(
                Setting::BuildFile,
                "pass it with {} FILE, or set it as `file` under [build] in deploy.toml",
            ),
            Self::NoEnvironment { known } => {
                Hint::set(Setting::Environment, format!("pass one with {{}}; {}", available(known)))
            }
            Self::UnknownEnvironment { name, other: Some(other), .. } => {
                format!("set `var_files = [\"{other}\"]` under [env.{name}] in deploy.toml").into()
            }
            Self::UnknownEnvironment { known, .. }
            | Self::UnknownSection { known, .. }
            | Self::UnknownDefault { known, .. } => available(known).into(),
            Self::NoVarFile { .. } => "it is named in `var_files` in deploy.toml".into(),
            Self::ProtectedFallback { name, .. } => {
                Hint::set(Setting::Environment, format!("pass {{}} {name}"))
            }
            Self::Config { .. } => "fix that line; every key of deploy.toml is optional".into(),
            Self::Unreadable { .. } => return Vec::new(),
        }]
    }
}

fn on_line(line: Option<usize>) -> String {
    line.map(|line| format!(" on line {line}")).unwrap_or_default()
}

fn available(known: &[EnvName]) -> String {
    if known.is_empty() {
        return "none exist yet: an environment is a file `terraform.ENV.tfvars` in the Terraform folder"
            .to_owned();
    }
    format!("available: {}", listed(known))
}
