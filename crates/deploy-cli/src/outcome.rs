//! What a command hands back: how it ended, and its last line.

use deploy_core::Error;
use deploy_core::commands::{Applied, AppliedVerdict, Waited};
use deploy_core::event::RolloutResult;
use deploy_core::project::EnvironmentConfig;

use crate::exit_code::ExitCode;

/// The end of a command that did not fail.
#[derive(Debug)]
pub(crate) struct CommandOutcome {
    pub(crate) exit: ExitCode,
    /// The last line for people; none for a query, whose data is all there is to show.
    pub(crate) message: Option<String>,
}

impl CommandOutcome {
    pub(crate) fn done(message: impl Into<String>) -> Self {
        Self { exit: ExitCode::Done, message: Some(message.into()) }
    }

    /// The outcome of a query that was answered.
    pub(crate) fn answered() -> Self {
        Self { exit: ExitCode::Done, message: None }
    }

    /// The outcome of a program whose exit code becomes our own.
    pub(crate) fn of_child(code: i32) -> Self {
        let exit = if code == 0 { ExitCode::Done } else { ExitCode::Child(code) };
        Self { exit, message: None }
    }
}

pub(crate) type CommandResult = Result<CommandOutcome, Error>;

/// The last line of a command that applies. It claims no more than was seen.
pub(crate) fn applied_message(applied: &Applied, environment: &EnvironmentConfig) -> String {
    let (tag, name) = (&applied.tag, &environment.name);
    match &applied.verdict {
        AppliedVerdict::Runs => format!("{tag} runs in {name}"),
        AppliedVerdict::Continues(stage) => format!("{tag} in {name} {}", continues(stage, environment)),
        AppliedVerdict::NotFollowed => format!("{tag} was applied to {name}; no rollout was followed"),
        AppliedVerdict::NoServices => format!("{tag} was applied to {name}, which has no ECS service"),
        AppliedVerdict::NotUsed => format!("the changes were applied to {name}; no service uses {tag}"),
    }
}

/// "takes the traffic, the rollout continues until …; `deploy wait` follows it to its end".
pub(crate) fn continues(stage: &RolloutResult, environment: &EnvironmentConfig) -> String {
    format!("{stage}; `deploy wait --env {}` follows it to its end", environment.name)
}

/// The last line of a command that follows rollouts in progress.
pub(crate) fn waited_message(waited: &Waited, environment: &EnvironmentConfig) -> String {
    let services = waited.services.join(", ");
    match (&waited.continues, &waited.tag) {
        (Some(stage), _) => format!("{services} {}", continues(stage, environment)),
        (None, Some(tag)) => format!("{services} in {}: {tag} runs", environment.name),
        (None, None) => format!("{services} in {}: healthy", environment.name),
    }
}

/// `1 image`, `2 images`.
pub(crate) fn image_count(images: usize) -> String {
    format!("{images} image{}", if images == 1 { "" } else { "s" })
}
