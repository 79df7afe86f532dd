//! What can go wrong with a build file, before a build and in it.

use std::path::PathBuf;
use std::{fmt, io};

use super::build_file::written::Place;
use super::output;
use crate::error::{Failure, Hint, Kind, Setting, listed};
use crate::process;

/// One image needs another.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(super) service: String,
    pub(super) needs: String,
    pub(super) instruction: String,
    pub(super) place: Option<Place>,
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` needs `{}` ({}", self.service, self.needs, self.instruction)?;
        match &self.place {
            Some(place) => write!(f, " in {place})"),
            None => f.write_str(")"),
        }
    }
}

/// The build file is not usable, or a build failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// There is no Compose.
    #[error("Docker Compose was not found: neither `docker compose` nor `docker-compose` works")]
    NoCompose,
    /// The Compose that was asked for is none, or does not answer.
    #[error("`{program}` is not a working Docker Compose")]
    NotCompose {
        /// What was asked for.
        program: String,
    },
    /// A file is not there, or cannot be read.
    #[error("could not read {what} `{path}`")]
    Unreadable {
        /// "the Compose build file", "the Dockerfile of `app`".
        what: String,
        /// Where it was looked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
        /// Where the path comes from.
        hint: Hint,
    },
    /// Compose would put nothing in the place of a variable.
    #[error("the build of `{service}` reads variables that are not set: {}", listed(.names))]
    Unset {
        /// Their names.
        names: Vec<String>,
        /// The service whose image or build reads them.
        service: String,
    },
    /// A `--build-arg NAME` takes its value from the environment, which has none.
    #[error("the build argument `{name}` has no value in the environment")]
    UnsetArg {
        /// Its name.
        name: String,
    },
    /// Compose refuses the build file.
    #[error("Docker Compose rejects the build file: {message}")]
    Refused {
        /// Compose's own words.
        message: String,
    },
    /// An image cannot be built as it is described.
    #[error("service `{service}`: {problem}")]
    Image {
        /// The service that describes it.
        service: String,
        /// What is wrong with it.
        problem: String,
        /// What would be right.
        hint: Hint,
    },
    /// What Compose prints of the build file is not understood.
    #[error("`{program}` returned unexpected output: {reason}")]
    UnexpectedOutput {
        /// Which Compose, with its version.
        program: String,
        /// Where it differs.
        reason: String,
    },
    /// No service has a `build`.
    #[error("no service has a `build` in {}", listed(.files.iter().map(|file| file.display())))]
    NothingToBuild {
        /// The build files.
        files: Vec<PathBuf>,
    },
    /// A service was asked for that is not there, or has no `build`.
    #[error("no service `{name}` is built by the build file")]
    UnknownService {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Images that stand on one another.
    #[error("images depend on each other: {}", .links.iter().map(Link::to_string).collect::<Vec<_>>().join(", "))]
    Cycle {
        /// The way round.
        links: Vec<Link>,
    },
    /// A build failed.
    #[error("could not build `{service}`: `{program}` {ending}{}", because(.cause.as_deref()))]
    Build {
        /// The service.
        service: String,
        /// Which Compose.
        program: &'static str,
        /// "failed with exit code 1".
        ending: String,
        /// The line of its chatter that says why.
        cause: Option<String>,
        /// The last lines that it wrote.
        lines: Vec<String>,
    },
    /// A builder is named, and the Compose that is used knows none.
    #[error("`{program}` cannot choose a builder")]
    NoBuildx {
        /// Which Compose, with its version.
        program: String,
    },
    /// There is no place for temporary files.
    #[error("could not write a temporary file")]
    Temporary(#[source] io::Error),
    /// Compose did not run.
    #[error(transparent)]
    Program(#[from] process::Error),
}

impl Error {
    pub(super) fn no_build_file(path: PathBuf, source: io::Error) -> Self {
        let sentence = "check its path, and `{}` or `file` under [build] in deploy.toml";
        let hint = Hint::set(Setting::BuildFile, sentence);
        Self::Unreadable { what: "the build file".to_owned(), path, source, hint }
    }

    pub(super) fn no_dockerfile(service: &str, path: PathBuf, source: io::Error) -> Self {
        let hint = "check `context` and `dockerfile` of its `build`".into();
        Self::Unreadable { what: format!("the Dockerfile of `{service}`,"), path, source, hint }
    }
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Build { .. } | Self::Temporary(_) => Kind::Failed,
            Self::Program(error) => error.kind(),
            _ => Kind::Usage,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        let hint: Hint = match self {
            Self::NoBuildx { .. } => "use the Compose plugin of Docker, with its plugin buildx".into(),
            Self::NoCompose => "install the Compose plugin of Docker, or `docker-compose`".into(),
            Self::NotCompose { .. } => "use `docker` or `docker-compose`".into(),
            Self::Unreadable { hint, .. } | Self::Image { hint, .. } => hint.clone(),
            Self::Unset { .. } => {
                "export them, or set them in the `.env` beside the build file; `${NAME:-value}` gives a default".into()
            }
            Self::UnsetArg { name } => {
                Hint::set(Setting::BuildArg, format!("export {name}, or give `{{}} {name}=VALUE`"))
            }
            Self::NothingToBuild { .. } => "give each image of the application a service with `build` and `image`".into(),
            Self::UnknownService { known, .. } => format!("available: {}", listed(known)).into(),
            Self::Cycle { .. } => "let one of them do without the other".into(),
            Self::Build { cause, .. } => {
                let hint = cause.as_deref().and_then(output::hint_for);
                return hint.into_iter().map(Hint::from).collect();
            }
            Self::Refused { .. } | Self::UnexpectedOutput { .. } | Self::Temporary(_) => return Vec::new(),
            Self::Program(error) => return error.hints(),
        };
        vec![hint]
    }
}

fn because(cause: Option<&str>) -> String {
    cause.map_or_else(String::new, |cause| format!(": {cause}"))
}
