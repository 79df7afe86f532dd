//! What can be wrong with a project's files. All of it is found before anything is touched.

use std::io;
use std::path::PathBuf;

use crate::error::{Failure, Hint, Kind, Setting, listed};
use crate::types::EnvName;

/// Something is missing or wrong in the project's files.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder given with `-C` is not there.
    #[error("there is no folder `{folder}`")]
    NoFolder {
        /// Which.
        folder: PathBuf,
    },
    /// No Terraform folder.
    #[error("there is no Terraform folder `{folder}`")]
    NoTerraformFolder {
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// No Compose build file.
    #[error("there is no Compose build file `{file}`")]
    NoBuildFile {
        /// Where it was looked for.
        file: PathBuf,
    },
    /// No environment was named.
    #[error("no environment was named")]
    NoEnvironment {
        /// Those that there are.
        known: Vec<EnvName>,
    },
    /// There is no such environment.
    #[error("there is no environment `{name}`: `{file}` does not exist")]
    UnknownEnvironment {
        /// The one asked for.
        name: EnvName,
        /// The file that would make it one.
        file: PathBuf,
        /// Those that there are.
        known: Vec<EnvName>,
    },
    /// A var-file that `deploy.toml` names is missing.
    #[error("there is no var-file `{file}`")]
    NoVarFile {
        /// Which.
        file: PathBuf,
    },
    /// A protected environment was not named but fallen back to.
    #[error("the environment `{name}` is protected and was not named: it comes from {origin}")]
    ProtectedFallback {
        /// Which.
        name: EnvName,
        /// Where the name comes from.
        origin: &'static str,
    },
    /// `deploy.toml` says something that it cannot say.
    #[error("`{file}` is not right\n{message}")]
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
            Self::NoFolder { .. } => Hint::set(Setting::Directory, "give the project's folder with {} DIR"),
            Self::NoTerraformFolder { .. } => Hint::set(
                Setting::Directory,
                "run in the project's folder or give it with {} DIR; the Terraform folder is `terraform`, or what TERRAFORM_DIRECTORY or deploy.toml says",
            ),
            Self::NoBuildFile { .. } => Hint::set(
                Setting::BuildFile,
                "give it with {} FILE, or as `file` under [build] in deploy.toml",
            ),
            Self::NoEnvironment { known } => {
                Hint::set(Setting::Environment, format!("name one with {{}}; {}", there_are(known)))
            }
            Self::UnknownEnvironment { known, .. } => there_are(known).into(),
            Self::NoVarFile { .. } => "it is named in `var_files` under [terraform] in deploy.toml".into(),
            Self::ProtectedFallback { name, .. } => {
                Hint::set(Setting::Environment, format!("if you mean it, say {{}} {name}"))
            }
            Self::Config { .. } => "mend that line; every key of deploy.toml may also be left out".into(),
            Self::Unreadable { .. } => return Vec::new(),
        }]
    }
}

fn there_are(known: &[EnvName]) -> String {
    if known.is_empty() {
        return "there are none yet: an environment is a file `terraform.ENV.tfvars` in the Terraform folder"
            .to_owned();
    }
    format!("there are {}", listed(known))
}
