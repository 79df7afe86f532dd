//! What every call of Terraform has in common, and how its text and its errors are taken apart.
//!
//! Errors come on standard error, after whatever a log level asks for; they are held back until the call has ended,
//! because a call that only lacked an `init` is made again and its error would be noise.

use std::ffi::OsString;
use std::path::Path;

use super::diagnostic::{self, Diagnostic};
use super::{Error, Settings, Terraform};
use crate::context::Context;
use crate::event::Fact;
use crate::image::Tag;
use crate::process::{Exit, Program};

/// A call's end and what it wrote.
pub(super) struct Ran {
    pub(super) exit: Exit,
    pub(super) stdout: Vec<String>,
    /// Standard error from its first diagnostic on.
    pub(super) held: Vec<String>,
}

impl Ran {
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        diagnostic::from_text(&self.held)
    }
}

/// The program with the environment that each call needs.
pub(super) fn program(settings: &Settings, context: &Context) -> Result<Program, Error> {
    let mut program = Program::find(&settings.program, context)?
        .in_dir(&settings.directory)
        .env("TF_WORKSPACE", settings.workspace.as_str())
        .env("TF_DATA_DIR", &settings.data_dir)
        .env("TF_IN_AUTOMATION", "1") // no advice to run commands that are ours to run
        .env("TF_INPUT", "0")
        .env("CHECKPOINT_DISABLE", "1"); // asks HashiCorp for newer versions, and waits where there is no way out
    for (key, value) in &settings.env {
        program = program.env(key, value);
    }
    Ok(program)
}

/// The arguments `words`, as a program wants them.
pub(super) fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

impl Terraform {
    /// The program in the environment's workspace.
    pub(super) fn program(&self) -> Result<&Program, Error> {
        if let Some(program) = self.inner.program.get() {
            return Ok(program);
        }
        let found = program(self.settings(), self.context())?;
        Ok(self.inner.program.get_or_init(|| found))
    }

    /// Fails unless the program is there: for who is about to change something.
    pub fn require_program(&self) -> Result<(), Error> {
        self.program().map(|_| ())
    }

    /// The program where a chosen workspace is refused (`workspace select`) or would be made (`init`).
    pub(super) fn program_without_workspace(&self) -> Result<Program, Error> {
        Ok(self.program()?.clone().without_env("TF_WORKSPACE"))
    }

    /// Runs it to its end; its text is handed to `text` line by line.
    pub(super) async fn run(
        &self,
        program: &Program,
        args: &[OsString],
        mut text: impl FnMut(&str),
    ) -> Result<Ran, Error> {
        let (mut stdout, mut held) = (Vec::new(), Vec::new());
        let exit = program
            .run_apart(
                args,
                |line| {
                    text(&line);
                    stdout.push(line);
                },
                |line| {
                    if held.is_empty() && !diagnostic::begins(&line) {
                        self.say(line);
                    } else {
                        held.push(line);
                    }
                },
            )
            .await?;
        Ok(Ran { exit, stdout, held })
    }

    /// Runs it to its end and fails unless it ends with one of `codes`; its text becomes events.
    pub(super) async fn run_aloud(&self, program: &Program, args: &[OsString]) -> Result<(), Error> {
        let ran = self.run(program, args, |line| self.say(line.to_owned())).await?;
        self.finish(&ran, &[0]).map(|_| ())
    }

    /// As [`run`](Self::run), in the environment's workspace, for what changes nothing: where only an `init` is
    /// missing, that is made up for, once.
    pub(super) async fn run_harmless(
        &self,
        args: &[OsString],
        codes: &[i32],
        mut text: impl FnMut(&str),
    ) -> Result<(i32, Vec<String>), Error> {
        let mut ran = self.run(self.program()?, args, &mut text).await?;
        if !codes.contains(&ran.exit.code()) && ran.diagnostics().iter().any(Diagnostic::asks_for_init) {
            self.context().events.note("Terraform asks to be initialised again");
            self.initialise().await?;
            ran = self.run(self.program()?, args, &mut text).await?;
        }
        Ok((self.finish(&ran, codes)?, ran.stdout))
    }

    /// Says what was held back, and fails unless the call ended with one of `codes`.
    pub(super) fn finish(&self, ran: &Ran, codes: &[i32]) -> Result<i32, Error> {
        for line in &ran.held {
            self.say(line.clone());
        }
        ran.exit.one_of(codes).map_err(|error| self.explain(error, &ran.diagnostics()))
    }

    pub(super) fn say(&self, line: String) {
        let program = self.program_name().to_owned();
        self.context().events.say(Fact::Said { program, line });
    }

    /// Values of the variables, in the order in which the later wins: the environment's files, then the tag.
    pub(super) fn variables(&self, tag: Option<&Tag>) -> Vec<OsString> {
        let files = self.settings().var_files.iter().map(|file| joined("-var-file=", file));
        let tag = tag.map(|tag| OsString::from(format!("-var=app_tag={tag}")));
        files.chain(tag).collect()
    }

    pub(super) fn color(&self) -> Vec<OsString> {
        if self.settings().color { Vec::new() } else { words(&["-no-color"]) }
    }

    pub(super) fn parallelism(&self) -> Vec<OsString> {
        self.settings().parallelism.map(|many| format!("-parallelism={many}").into()).into_iter().collect()
    }
}

/// An option with a path as its value.
pub(super) fn joined(option: &str, path: &Path) -> OsString {
    let mut word = OsString::from(option);
    word.push(path);
    word
}
