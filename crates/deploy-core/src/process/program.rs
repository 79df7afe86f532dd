//! A program that can be run: where it is, in which folder and with which environment.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::child::{self, Invocation};
use super::error::Error;
use super::exit::{Exit, Output};
use super::lines::{OutputFiles, Streams};
use crate::context::Context;
use crate::env_var;
use crate::event::EventKind;

/// A program on PATH, with what each of its calls has in common.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    name: String,
    path: PathBuf,
    dir: Option<PathBuf>,
    set: Vec<(OsString, OsString)>,
    removed: Vec<OsString>,
    input: Option<Vec<u8>>,
    time_limit: Option<Duration>,
    context: Context,
}

/// How long a program may take that answers at once.
const TIME_LIMIT: Duration = Duration::from_mins(1);

impl Program {
    /// Looks a bare name up on PATH.
    pub(crate) fn find(name: &str, context: &Context) -> Result<Self, Error> {
        let path = env_var::inherited("PATH").unwrap_or_default();
        let path = env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|candidate| is_executable(candidate))
            .ok_or_else(|| Error::NotFound { name: name.to_owned() })?;
        Ok(Self {
            name: name.to_owned(),
            path,
            dir: None,
            set: vec![(env_var::RUN.into(), context.events.run().into())],
            removed: Vec::new(),
            input: None,
            time_limit: None,
            context: context.clone(),
        })
    }

    /// Its bare name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Runs in a folder.
    #[must_use]
    pub(crate) fn in_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.dir = Some(dir.into());
        self
    }

    /// Adds a variable to the inherited environment. Of two values the later counts.
    #[must_use]
    pub(crate) fn env(mut self, key: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        let key = key.into();
        // duct lets the earlier of two values win.
        self.set.retain(|(set, _)| *set != key);
        self.removed.retain(|removed| *removed != key);
        self.set.push((key, value.into()));
        self
    }

    /// Takes a variable out of the inherited environment.
    #[must_use]
    pub(crate) fn without_env(mut self, key: impl Into<OsString>) -> Self {
        let key = key.into();
        self.set.retain(|(set, _)| *set != key);
        self.removed.push(key);
        self
    }

    /// Gives it something to read on its standard input, which is empty otherwise.
    #[must_use]
    pub(crate) fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = Some(input.into());
        self
    }

    /// For programs that answer at once or never, as a credential helper whose agent is gone.
    #[must_use]
    pub(crate) fn quick(self) -> Self {
        self.within_time(TIME_LIMIT)
    }

    /// Kills it once that time is over.
    pub(super) fn within_time(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// Runs it to its end; its lines go to `streams`.
    pub(crate) async fn run<S: AsRef<OsStr>>(
        &self,
        args: &[S],
        streams: Streams<impl FnMut(String), impl FnMut(String)>,
    ) -> Result<Exit, Error> {
        let mut invocation = self.invocation(args);
        invocation.expression = match &self.input {
            Some(input) => invocation.expression.stdin_bytes(input.clone()),
            None => invocation.expression.stdin_null(),
        };
        child::run(invocation, streams).await
    }

    /// Runs it to its end, also if we are killed before: its output is in files, whose lines go to `streams`.
    pub(crate) async fn run_outliving<S: AsRef<OsStr>>(
        &self,
        args: &[S],
        files: OutputFiles,
        streams: Streams<impl FnMut(String), impl FnMut(String)>,
    ) -> Result<Exit, Error> {
        child::run_outliving(self.invocation(args), files, streams).await
    }

    /// Streams whose lines become events.
    #[cfg(test)]
    pub(crate) fn events(&self) -> Streams<impl FnMut(String), impl FnMut(String)> {
        Streams { stdout: |line| self.emit(line), stderr: |line| self.emit(line) }
    }

    /// Emits a line that it wrote as an event.
    pub(crate) fn emit(&self, line: String) {
        self.context.events.emit(EventKind::ProgramOutput { program: self.name.clone(), line });
    }

    /// Runs it to its end and returns what it wrote, of which nothing is shown.
    pub(crate) async fn read<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<Output, Error> {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        let streams = Streams {
            stdout: |line: String| append(&mut stdout, &line),
            stderr: |line: String| append(&mut stderr, &line),
        };
        let exit = self.run(args, streams).await?;
        Ok(Output { exit, stdout, stderr })
    }

    /// Gives it our own streams. If `interactive`, it reads the terminal: then it stays in our process group, where
    /// the terminal's Ctrl-C reaches it without us.
    pub(crate) async fn hand_over<S: AsRef<OsStr>>(
        &self,
        args: &[S],
        interactive: bool,
    ) -> Result<Exit, Error> {
        child::hand_over(self.invocation(args), interactive).await
    }

    /// The same in another run.
    #[cfg(test)]
    pub(crate) fn within(mut self, context: &Context) -> Self {
        self.context = context.clone();
        self
    }

    fn invocation<S: AsRef<OsStr>>(&self, args: &[S]) -> Invocation<'_> {
        let words = args.iter().map(|arg| arg.as_ref().to_string_lossy().into_owned());
        Invocation {
            name: &self.name,
            command_line: shell_words::join(std::iter::once(self.name.clone()).chain(words)),
            expression: self.expression(args),
            time_limit: self.time_limit,
            context: &self.context,
        }
    }

    fn expression<S: AsRef<OsStr>>(&self, args: &[S]) -> duct::Expression {
        #[expect(clippy::disallowed_methods, reason = "this is the one place")]
        let mut expression = duct::cmd(&self.path, args.iter().map(|arg| arg.as_ref().to_owned()));
        if let Some(dir) = &self.dir {
            expression = expression.dir(dir);
        }
        for key in &self.removed {
            expression = expression.env_remove(key);
        }
        for (key, value) in &self.set {
            expression = expression.env(key, value);
        }
        expression.unchecked()
    }
}

fn append(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}
