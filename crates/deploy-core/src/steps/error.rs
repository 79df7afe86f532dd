//! What goes wrong in the steps themselves: refusals, and rollouts that did not complete.

use std::path::PathBuf;
use std::time::Duration;

use crate::aws::ecs::rollout::Followed;
use crate::error::{Failure, Hint, Kind, Setting, Suggestion, listed};
use crate::event::RolloutResult;
use crate::types::{Digest, EnvName, InvalidName, Tag, TaggedImage};

/// A step was refused, or its rollouts did not complete.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// `deploy.toml` protects the environment.
    #[error("the environment `{0}` is protected")]
    Protected(EnvName),
    /// A new workspace would be empty, and the resources are in `default`.
    #[error("the Terraform workspace `default` has resources, and a new workspace `{0}` would be empty")]
    DefaultInUse(EnvName),
    /// Nothing was applied yet, or everything was destroyed.
    #[error("nothing is deployed in `{0}`")]
    NothingDeployed(EnvName),
    /// The plan destroys or replaces what nobody has agreed to lose.
    #[error("the plan for `{environment}` destroys or replaces {}", listed(addresses))]
    Destroys { environment: EnvName, addresses: Vec<String> },
    /// Labels that are not in the `services` output.
    #[error("unknown service {} in the environment `{environment}`", listed(unknown))]
    UnknownServices {
        /// Those asked for.
        unknown: Vec<String>,
        /// Where.
        environment: EnvName,
        /// The labels that there are.
        known: Vec<String>,
    },
    /// Repositories that the account lacks.
    #[error("repositories not found in the account: {}", listed(missing))]
    NoRepositories {
        /// `REGISTRY/NAME`.
        missing: Vec<String>,
    },
    /// The image of a container is not a valid reference.
    #[error(transparent)]
    InvalidImage(#[from] InvalidName),
    /// The image of a one-off task is not in the registry.
    #[error("the registry has no image `{image}`")]
    NoImage {
        /// Which.
        image: TaggedImage,
    },
    /// The tag belongs to another image already, and must not change.
    #[error("the tag of `{image}` belongs to another image: {there} in the registry, {here} on this machine")]
    TagTaken {
        image: TaggedImage,
        /// The digest in the registry.
        there: Digest,
        /// The image's id here.
        here: String,
    },
    /// A one-off task took longer than it may.
    #[error("the task did not end within {} s and was stopped", limit.as_secs())]
    TaskTooLong {
        /// How long it may take.
        limit: Duration,
    },
    /// A saved plan cannot be read, or there is no room for its copy.
    #[error("could not copy the saved plan `{file}`")]
    Uncopied {
        /// Which.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// `--out` names a file that cannot be written.
    #[error("could not write `{file}`")]
    Unwritable {
        /// Which.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The tag was applied, and no service has an image with it.
    #[error("no service of `{environment}` uses {tag}")]
    TagNotUsed { tag: Tag, environment: EnvName },
    /// Some rollouts did not complete.
    #[error("{message}")]
    Rollout {
        /// Which, and how they ended.
        message: String,
        /// What a caller may conclude.
        kind: Kind,
        /// What lets those continue that wait for a person.
        waits_for: Vec<Suggestion>,
    },
}

impl Error {
    /// The error of rollouts, some of which did not complete: what is known to have failed weighs most.
    pub(super) fn of_rollouts(followed: &[Followed]) -> Option<Self> {
        let mut bad: Vec<_> =
            followed.iter().filter_map(|one| Some((one, one.outcome.result.kind()?))).collect();
        bad.sort_by_key(|(_, kind)| weight(*kind));
        let kind = bad.first()?.1;
        let parts: Vec<_> = bad
            .iter()
            .map(|(one, _)| format!("`{}` {}", one.target.service, phrase(&one.outcome.result)))
            .collect();
        let waits_for = bad.iter().filter_map(|(one, _)| one.waits_for.clone()).collect();
        Some(Self::Rollout { message: parts.join("; "), kind, waits_for })
    }
}

fn weight(kind: Kind) -> u8 {
    match kind {
        Kind::RolloutFailed => 0,
        Kind::TimedOut => 1,
        Kind::Failed | Kind::Usage | Kind::Refused | Kind::Interrupted(_) => 2,
    }
}

fn phrase(result: &RolloutResult) -> String {
    match result {
        RolloutResult::RolledBack { .. } | RolloutResult::Superseded { .. } | RolloutResult::Stopped => {
            format!("was {result}")
        }
        RolloutResult::CrashLoop => format!("is {result}"),
        RolloutResult::Gone => "no longer exists".to_owned(),
        _ => result.to_string(),
    }
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Protected(_) | Self::Destroys { .. } | Self::DefaultInUse(_) | Self::TagTaken { .. } => {
                Kind::Refused
            }
            Self::NothingDeployed(_)
            | Self::UnknownServices { .. }
            | Self::NoRepositories { .. }
            | Self::InvalidImage(_)
            | Self::NoImage { .. }
            | Self::Uncopied { .. }
            | Self::Unwritable { .. } => Kind::Usage,
            Self::TaskTooLong { .. } => Kind::TimedOut,
            Self::TagNotUsed { .. } => Kind::RolloutFailed,
            Self::Rollout { kind, .. } => *kind,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Protected(name) => {
                vec![format!("remove `protected` from [env.{name}] in deploy.toml first").into()]
            }
            Self::NothingDeployed(name) => {
                vec![Hint::run(Suggestion::All { environment: name.clone() }, "deploy it: {}")]
            }
            Self::DefaultInUse(name) => default_in_use(name),
            Self::Destroys { addresses, .. } => {
                addresses.iter().map(|address| allow_destroy(address)).collect()
            }
            Self::UnknownServices { known, .. } if known.is_empty() => {
                vec!["the output `services` is empty".into()]
            }
            Self::UnknownServices { known, .. } => vec![format!("available: {}", listed(known)).into()],
            Self::NoRepositories { .. } => {
                let sentence = "{} creates the repositories that the build file names";
                vec![Hint::run(Suggestion::Create { environment: None }, sentence)]
            }
            Self::NoImage { image } => {
                let tag = image.tag.clone();
                let push = Suggestion::Push { tag: Some(tag.clone()) };
                vec![Hint::run(Suggestion::Build { tag }, "{} builds it"), Hint::run(push, "{} pushes it")]
            }
            Self::TagTaken { image, .. } => vec![taken(image)],
            Self::Rollout { waits_for, .. } if !waits_for.is_empty() => {
                let sentence = "{} lets it continue";
                waits_for.iter().map(|command| Hint::run(command.clone(), sentence)).collect()
            }
            Self::TaskTooLong { .. } | Self::Rollout { kind: Kind::TimedOut, .. } => {
                vec![Hint::set(Setting::Timeout, "allow more time with {}")]
            }
            Self::TagNotUsed { .. } => {
                vec!["use the variable `app_tag` as the tag of the images in the task definitions".into()]
            }
            Self::InvalidImage(_)
            | Self::Uncopied { .. }
            | Self::Unwritable { .. }
            | Self::Rollout { .. } => Vec::new(),
        }
    }
}

fn default_in_use(name: &EnvName) -> Vec<Hint> {
    let adopt = format!(
        "if these are its resources, set `workspace = \"default\"` under [env.{name}] in deploy.toml"
    );
    let confirm = format!("to start empty all the same, pass {{}} {name}");
    vec![adopt.into(), Hint::set(Setting::Confirm, confirm)]
}

fn allow_destroy(address: &str) -> Hint {
    let address = shell_words::quote(address);
    Hint::set(Setting::AllowDestroy, format!("if it may be lost, pass {{}} {address}"))
}

fn taken(image: &TaggedImage) -> Hint {
    if image.tag.as_str() == "latest" {
        let sentence =
            "`latest` is what an image is tagged without a tag: give each build a tag of its own, {} 1.0.1";
        Hint::set(Setting::Tag, sentence)
    } else {
        "the repository's tags are immutable: give this build another tag".into()
    }
}
