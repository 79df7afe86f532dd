//! `apply` of a saved plan: what happens is read from its JSON stream, and so are the outputs.
//!
//! What a reader would get wrong: a failed or interrupted apply has usually changed something, and it prints no
//! summary. What was changed is counted from the stream, and is part of the failure. It is never tried again here.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::call::words;
use super::diagnostic::Diagnostic;
use super::outputs::Outputs;
use super::stream::{Hook, Message};
use super::{Error, Terraform};
use crate::error::{Failure, Kind};
use crate::event::Fact;
use crate::image::EnvName;

/// What an apply did.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    /// The outputs as they are now, but for the values of sensitive ones.
    pub outputs: Outputs,
    /// What was changed, in the order in which it was done.
    pub changes: Vec<Change>,
}

/// One change that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The resource's address.
    pub address: String,
    /// `create`, `update`, `delete`, …; what is replaced is deleted and created.
    pub action: String,
    /// The resource's id; an ECS service's is its ARN.
    pub id: Option<String>,
}

/// An apply that did not come to its end, and what it had done by then.
#[derive(Debug)]
pub struct ApplyFailure {
    /// Why.
    pub error: Error,
    /// What was done by then.
    pub changes: Vec<Change>,
    /// The resources that it was at: they may be half made, and the next apply replaces them.
    pub unfinished: Vec<String>,
    /// Where Terraform left the state that it could not store.
    pub state_left_in: Option<PathBuf>,
    /// The environment.
    pub environment: EnvName,
}

impl fmt::Display for ApplyFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if let Kind::Interrupted(_) = self.error.kind() { "was interrupted" } else { "failed" };
        write!(f, "the apply {how} {}", Counts(&self.changes))?;
        if !self.unfinished.is_empty() {
            write!(f, "; unfinished: {}", self.unfinished.join(", "))?;
        }
        match &self.state_left_in {
            Some(path) => write!(f, "; the state could not be stored and is in `{}`", path.display()),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ApplyFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl Failure for ApplyFailure {
    fn kind(&self) -> Kind {
        self.error.kind()
    }

    fn hint(&self) -> Option<String> {
        match &self.state_left_in {
            Some(path) => Some(format!(
                "before anything else store it: `deploy tf --env {} -- state push {}`",
                self.environment,
                path.display()
            )),
            None => self.error.hint(),
        }
    }
}

/// "after 3 changes (2 created, 1 updated)".
struct Counts<'a>(&'a [Change]);

impl fmt::Display for Counts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for change in self.0 {
            *counts.entry(&change.action).or_default() += 1;
        }
        let counts: Vec<_> =
            counts.iter().map(|(action, count)| format!("{count} {}", done(action))).collect();
        match self.0.len() {
            0 => f.write_str("before it changed anything"),
            1 => write!(f, "after 1 change ({})", counts.join(", ")),
            many => write!(f, "after {many} changes ({})", counts.join(", ")),
        }
    }
}

fn done(action: &str) -> String {
    if action.ends_with('e') { format!("{action}d") } else { format!("{action}ed") }
}

impl Terraform {
    /// Applies a saved plan, without asking.
    pub async fn apply(&self, plan: &Path) -> Result<Applied, ApplyFailure> {
        let mut args = words(&["apply", "-json", "-input=false"]);
        args.extend(self.parallelism());
        args.push(plan.into());
        let errored = self.errored_state_time();
        let mut progress = Progress::default();
        match self.run_apply(&args, &mut progress).await {
            Ok(()) => Ok(Applied { outputs: progress.outputs, changes: progress.changes }),
            Err(error) => Err(ApplyFailure {
                error,
                changes: progress.changes,
                unfinished: progress.unfinished,
                state_left_in: self.take_errored_state(errored),
                environment: self.environment().clone(),
            }),
        }
    }

    async fn run_apply(&self, args: &[OsString], progress: &mut Progress) -> Result<(), Error> {
        let exit = self.program()?.run_with(args, |line| self.heed(progress, line)).await;
        exit.and_then(|exit| exit.success()).map_err(|failed| self.explain(failed, &progress.diagnostics))
    }

    fn heed(&self, progress: &mut Progress, line: String) {
        let Ok(message) = serde_json::from_str(&line) else { return self.say(line) };
        match message {
            Message::ApplyStart { hook } | Message::ApplyProgress { hook } => self.changing(progress, hook),
            Message::ApplyComplete { hook } => self.changed(progress, hook),
            Message::ProvisionProgress { hook } => {
                self.say(format!("{}: {}", hook.resource.address, hook.output));
            }
            Message::Diagnostic { diagnostic } => self.diagnosed(progress, diagnostic),
            Message::Outputs { outputs } => progress.outputs = outputs,
            Message::Log { message } => {
                message.lines().filter(|line| !line.is_empty()).for_each(|line| self.say(line.to_owned()));
            }
            Message::Other => {}
        }
    }

    fn changing(&self, progress: &mut Progress, hook: Hook) {
        if !hook.is_change() {
            return;
        }
        let (address, action, seconds) = (hook.resource.address, hook.action, hook.elapsed_seconds);
        if !progress.unfinished.contains(&address) {
            progress.unfinished.push(address.clone());
        }
        self.context().events.say(Fact::ResourceChanging { address, action, seconds });
    }

    fn changed(&self, progress: &mut Progress, hook: Hook) {
        if !hook.is_change() {
            return;
        }
        let (address, action, seconds) = (hook.resource.address, hook.action, hook.elapsed_seconds);
        progress.unfinished.retain(|unfinished| *unfinished != address);
        progress.changes.push(Change { address: address.clone(), action: action.clone(), id: hook.id_value });
        self.context().events.say(Fact::ResourceChanged { address, action, seconds });
    }

    fn diagnosed(&self, progress: &mut Progress, diagnostic: Diagnostic) {
        if !diagnostic.is_noise() {
            diagnostic.lines().into_iter().for_each(|line| self.say(line));
        }
        progress.diagnostics.push(diagnostic);
    }

    /// Terraform leaves it in the folder of the configuration, where all environments would overwrite each other's.
    fn errored_state(&self) -> PathBuf {
        self.settings().directory.join("errored.tfstate")
    }

    fn errored_state_time(&self) -> Option<SystemTime> {
        self.errored_state().metadata().ok()?.modified().ok()
    }

    /// Takes a state that this apply left to the environment's own folder. `before` is the time of a former one.
    fn take_errored_state(&self, before: Option<SystemTime>) -> Option<PathBuf> {
        let now = self.errored_state_time()?;
        if before == Some(now) {
            return None;
        }
        let left = self.errored_state();
        let own = self.settings().data_dir.join("errored.tfstate");
        Some(if std::fs::rename(&left, &own).is_ok() { own } else { left })
    }
}

/// What is known of an apply so far.
#[derive(Default)]
struct Progress {
    outputs: Outputs,
    changes: Vec<Change>,
    unfinished: Vec<String>,
    diagnostics: Vec<Diagnostic>,
}
