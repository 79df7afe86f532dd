//! Runs Terraform, and takes its text and its errors apart.
//!
//! Errors come on standard error, after whatever a log level asks for; they are held back until the call has ended,
//! because a call that only lacked an `init` is made again and its error would be noise.

use std::ffi::OsString;
use std::fs;
use std::io;

use super::diagnostics::{self, Diagnostic};
use super::error::Error;
use super::terraform::Terraform;
use crate::event::EventKind;
use crate::process::{Exit, Program, Streams};

pub(super) struct CommandOutput {
    pub(super) exit: Exit,
    pub(super) stdout: Vec<String>,
    /// Standard error from its first diagnostic on. What came before is an event already.
    held_back: Vec<String>,
}

impl CommandOutput {
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        diagnostics::parse_text(&self.held_back)
    }
}

/// For `workspace list` and `workspace select`, which refuse to work with a chosen workspace.
pub(super) fn program_without_workspace(terraform: &Terraform) -> Result<Program, Error> {
    Ok(terraform.program()?.clone().without_env("TF_WORKSPACE"))
}

/// The program in the workspace `default`, which always exists: `init` would make a chosen one. Removes the file in
/// which Terraform keeps the choice.
pub(super) fn program_in_default_workspace(terraform: &Terraform) -> Result<Program, Error> {
    let choice = terraform.settings().data_dir.join("environment");
    match fs::remove_file(&choice) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::File { path: choice, source }),
        _ => program_without_workspace(terraform),
    }
}

/// Runs it to its end; `text` gets each line of standard output at once. [`finish`] judges how it ended.
pub(super) async fn run(
    terraform: &Terraform,
    program: &Program,
    args: &[OsString],
    mut text: impl FnMut(&str),
) -> Result<CommandOutput, Error> {
    let (mut stdout, mut held_back) = (Vec::new(), Vec::new());
    let exit = program
        .run(
            args,
            Streams {
                stdout: |line: String| {
                    text(&line);
                    stdout.push(line);
                },
                stderr: |line: String| {
                    if held_back.is_empty() && !diagnostics::starts_diagnostic(&line) {
                        emit_line(terraform, line);
                    } else {
                        held_back.push(line);
                    }
                },
            },
        )
        .await?;
    Ok(CommandOutput { exit, stdout, held_back })
}

/// Runs it to its end; its text becomes events. Any exit code but 0 is an error.
pub(super) async fn run_streaming(
    terraform: &Terraform,
    program: &Program,
    args: &[OsString],
) -> Result<(), Error> {
    let output = run(terraform, program, args, |line| emit_line(terraform, line.to_owned())).await?;
    finish(terraform, &output, &[0])
}

/// Shows what was held back, and fails unless the call ended with one of `codes`.
pub(super) fn finish(terraform: &Terraform, output: &CommandOutput, codes: &[i32]) -> Result<(), Error> {
    for line in &output.held_back {
        emit_line(terraform, line.clone());
    }
    let ended = output.exit.one_of(codes).map(drop);
    ended.map_err(|error| diagnostics::explain(terraform, error, &output.diagnostics()))
}

/// Makes a line of Terraform's text an event.
pub(super) fn emit_line(terraform: &Terraform, line: String) {
    let program = terraform.program_name().to_owned();
    terraform.context().events.emit(EventKind::ProgramOutput { program, line });
}
