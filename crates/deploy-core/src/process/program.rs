//! A program that can be run: where it is, in which folder and with which environment.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::child::{self, Streams};
use super::error::Error;
use super::exit::{Exit, Output};
use crate::context::Context;
use crate::event::Fact;

/// A program on PATH, with what each of its calls has in common.
#[derive(Clone, Debug)]
pub struct Program {
    name: String,
    path: PathBuf,
    dir: Option<PathBuf>,
    set: Vec<(OsString, OsString)>,
    removed: Vec<OsString>,
    input: Option<Vec<u8>>,
    context: Context,
}

impl Program {
    /// Looks a bare name up on PATH.
    pub fn find(name: &str, context: &Context) -> Result<Self, Error> {
        let path = env::var_os("PATH").unwrap_or_default();
        let path = env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|candidate| is_executable(candidate))
            .ok_or_else(|| Error::NotFound { name: name.to_owned() })?;
        Ok(Self {
            name: name.to_owned(),
            path,
            dir: None,
            set: Vec::new(),
            removed: Vec::new(),
            input: None,
            context: context.clone(),
        })
    }

    /// Its bare name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs in a folder.
    #[must_use]
    pub fn in_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.dir = Some(dir.into());
        self
    }

    /// Adds a variable to the inherited environment. Of two values the later counts.
    #[must_use]
    pub fn env(mut self, key: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        let key = key.into();
        // duct lets the earlier of two values win.
        self.set.retain(|(set, _)| *set != key);
        self.removed.retain(|removed| *removed != key);
        self.set.push((key, value.into()));
        self
    }

    /// Takes a variable out of the inherited environment.
    #[must_use]
    pub fn without_env(mut self, key: impl Into<OsString>) -> Self {
        let key = key.into();
        self.set.retain(|(set, _)| *set != key);
        self.removed.push(key);
        self
    }

    /// Gives it something to read on its standard input, which is empty otherwise.
    #[must_use]
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = Some(input.into());
        self
    }

    /// Runs it to its end; every line that it writes becomes an event at once.
    pub async fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<Exit, Error> {
        child::run(self, args, Streams { stdout: |line| self.say(line), stderr: |line| self.say(line) }).await
    }

    /// Runs it to its end as [`Program::run`] does, and shows `watch` each line of its standard error.
    pub async fn run_watched<S: AsRef<OsStr>>(
        &self,
        args: &[S],
        mut watch: impl FnMut(&str),
    ) -> Result<Exit, Error> {
        let stderr = |line: String| {
            watch(&line);
            self.say(line);
        };
        child::run(self, args, Streams { stdout: |line| self.say(line), stderr }).await
    }

    /// Runs it to its end; each line of its standard output goes to `stdout`, each of its standard error becomes an event.
    pub async fn run_with<S: AsRef<OsStr>>(
        &self,
        args: &[S],
        stdout: impl FnMut(String),
    ) -> Result<Exit, Error> {
        child::run(self, args, Streams { stdout, stderr: |line| self.say(line) }).await
    }

    /// Runs it to its end; the lines of its two streams go to `stdout` and `stderr`, and none becomes an event.
    pub async fn run_apart<S: AsRef<OsStr>>(
        &self,
        args: &[S],
        stdout: impl FnMut(String),
        stderr: impl FnMut(String),
    ) -> Result<Exit, Error> {
        child::run(self, args, Streams { stdout, stderr }).await
    }

    /// Runs it to its end and returns what it wrote, of which nothing is shown.
    pub async fn read<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<Output, Error> {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        let streams = Streams {
            stdout: |line: String| append(&mut stdout, &line),
            stderr: |line: String| append(&mut stderr, &line),
        };
        let exit = child::run(self, args, streams).await?;
        Ok(Output { exit, stdout, stderr })
    }

    /// Gives it our own streams. If `interactive`, it reads the terminal: then it stays in our process group, where
    /// the terminal's Ctrl-C reaches it without us.
    pub async fn hand_over<S: AsRef<OsStr>>(&self, args: &[S], interactive: bool) -> Result<Exit, Error> {
        child::hand_over(self, args, interactive).await
    }

    /// The same in another run.
    #[cfg(test)]
    pub(crate) fn within(mut self, context: &Context) -> Self {
        self.context = context.clone();
        self
    }

    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    pub(super) fn command_line<S: AsRef<OsStr>>(&self, args: &[S]) -> String {
        let words = args.iter().map(|arg| arg.as_ref().to_string_lossy().into_owned());
        shell_words::join(std::iter::once(self.name.clone()).chain(words))
    }

    pub(super) fn expression<S: AsRef<OsStr>>(&self, args: &[S]) -> duct::Expression {
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

    pub(super) fn with_input(&self, expression: &duct::Expression) -> duct::Expression {
        match &self.input {
            Some(input) => expression.stdin_bytes(input.clone()),
            None => expression.stdin_null(),
        }
    }

    fn say(&self, line: String) {
        self.context.events.say(Fact::Said { program: self.name.clone(), line });
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
