//! `apply` of a saved plan: what happens is read from its JSON stream.
//!
//! What a reader would get wrong: a failed or interrupted apply has usually changed something, and it prints no
//! summary. What was changed is counted from the stream, and is part of the failure. It is never tried again here.

use std::ffi::OsString;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::apply_failure::ApplyFailure;
use super::apply_stream::{Change, Message};
use super::ephemeral;
use super::progress::Progress;
use super::record::Record;
use crate::event::EventKind;
use crate::process::Streams;
use crate::terraform::arguments::{self, words};
use crate::terraform::command::emit_line;
use crate::terraform::diagnostics;
use crate::terraform::error::Error;
use crate::terraform::terraform::{Settings, Terraform};

#[derive(Debug)]
pub(crate) struct Applied {
    /// What was changed, in the order in which it was done.
    pub(crate) changes: Vec<Change>,
}

/// Applies a saved plan, without asking.
pub(crate) async fn apply(terraform: &Terraform, plan: &Path) -> Result<Applied, ApplyFailure> {
    let settings = terraform.settings();
    let mut args = words(&["apply", "-json", "-input=false"]);
    args.extend(arguments::parallelism(settings));
    args.extend(ephemeral::variables(settings));
    args.push(plan.into());
    put_aside(terraform);
    let errored = errored_state_time(settings);
    let mut progress = Progress::default();
    match run(terraform, &args, &mut progress).await {
        Ok(()) => Ok(Applied { changes: progress.changes }),
        Err(error) => Err(ApplyFailure {
            error,
            changes: progress.changes,
            unfinished: progress.unfinished,
            state_left_in: take_errored_state(settings, errored),
            environment: terraform.environment().clone(),
        }),
    }
}

async fn run(terraform: &Terraform, args: &[OsString], progress: &mut Progress) -> Result<(), Error> {
    let program = terraform.program()?;
    let folder = &terraform.settings().applies;
    let Some(record) = Record::begin(folder).map_err(Error::file(folder))? else {
        return Err(Error::StillApplying { environment: terraform.environment().clone(), since: None });
    };
    let files = record.files().map_err(Error::file(folder))?;
    let stdout = |line| on_line(terraform, progress, line);
    let exit =
        program.run_outliving(args, files, Streams { stdout, stderr: |line| program.emit(line) }).await;
    let ended = exit.and_then(|exit| exit.success());
    ended.map_err(|failed| diagnostics::explain(terraform, failed, &progress.diagnostics))
}

fn on_line(terraform: &Terraform, progress: &mut Progress, line: String) {
    let Ok(message) = serde_json::from_str(&line) else { return emit_line(terraform, line) };
    tell(terraform, &message);
    progress.take(message);
}

fn tell(terraform: &Terraform, message: &Message) {
    let emit = |event| terraform.context().events.emit(event);
    match message {
        Message::ApplyStart { hook } | Message::ApplyProgress { hook } if hook.is_change() => {
            let (address, action, seconds) = hook.parts();
            emit(EventKind::ResourceChanging { address, action, seconds });
        }
        Message::ApplyComplete { hook } if hook.is_change() => {
            let (address, action, seconds) = hook.parts();
            emit(EventKind::ResourceChanged { address, action, seconds });
        }
        Message::ProvisionProgress { hook } => {
            emit_line(terraform, format!("{}: {}", hook.resource.address, hook.output));
        }
        Message::Diagnostic { diagnostic } if !diagnostic.is_noise() => {
            diagnostic.lines().into_iter().for_each(|line| emit_line(terraform, line));
        }
        Message::Log { message } => {
            let lines = message.lines().filter(|line| !line.is_empty());
            lines.for_each(|line| emit_line(terraform, line.to_owned()));
        }
        _ => {}
    }
}

/// Terraform leaves it in the folder of the configuration, where all environments would overwrite each other's.
fn errored_state(settings: &Settings) -> PathBuf {
    settings.directory.join("errored.tfstate")
}

fn errored_state_time(settings: &Settings) -> Option<SystemTime> {
    errored_state(settings).metadata().ok()?.modified().ok()
}

/// Moves a state that this apply left to the environment's own folder. `before` is the time of a former one.
fn take_errored_state(settings: &Settings, before: Option<SystemTime>) -> Option<PathBuf> {
    let now = errored_state_time(settings)?;
    if before == Some(now) {
        return None;
    }
    let left = errored_state(settings);
    let own = free_name(&settings.errored_states);
    Some(if move_file(&left, &own).is_ok() { own } else { left })
}

/// Terraform overwrites a state that an earlier apply left, which may be the only one that knows of some resources.
fn put_aside(terraform: &Terraform) {
    let (settings, left) = (terraform.settings(), errored_state(terraform.settings()));
    if !left.exists() {
        return;
    }
    let own = free_name(&settings.errored_states);
    if move_file(&left, &own).is_ok() {
        let message =
            format!("`{}` was moved to `{}`: an earlier apply left it", left.display(), own.display());
        let hint =
            "if its resources are not in the state, store it with `terraform state push`, or import them";
        terraform.context().events.warn(message, Some(hint.to_owned()));
    }
}

/// `errored.tfstate`, `errored.2.tfstate`, …: the first that is not there.
fn free_name(folder: &Path) -> PathBuf {
    let further = (2..).map(|number: u64| folder.join(format!("errored.{number}.tfstate")));
    let mut names = std::iter::once(folder.join("errored.tfstate")).chain(further);
    names.find(|name| !name.exists()).expect("there are more names than files")
}

/// Moves a secret, also to another file system.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    let folder = to.parent().unwrap_or(to);
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    fs::rename(from, to).or_else(|_| fs::copy(from, to).and_then(|_| fs::remove_file(from)))
}
