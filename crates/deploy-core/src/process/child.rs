//! One run of a program: from its start to its end, through whatever the user asks meanwhile.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, PipeReader};
use std::os::unix::process::CommandExt;
use std::process::ExitStatus;
use std::sync::Arc;
use std::time::Duration;

use nix::sys::signal::{Signal as Unix, kill, killpg};
use nix::unistd::Pid;
use tokio::sync::mpsc;

use super::error::Error;
use super::exit::Exit;
use super::program::Program;
use crate::context::Context;
use crate::error::Signal;

/// Who gets the lines of a program.
pub(super) struct Streams<Out, Err> {
    pub(super) stdout: Out,
    pub(super) stderr: Err,
}

enum Line {
    Out(String),
    Err(String),
}

/// How long lines are still read once the program has ended: a grandchild may hold the pipe open for ever.
const LAST_LINES: Duration = Duration::from_secs(2);

pub(super) async fn run<S: AsRef<OsStr>>(
    program: &Program,
    args: &[S],
    mut streams: Streams<impl FnMut(String), impl FnMut(String)>,
) -> Result<Exit, Error> {
    program.context().interrupt.check()?;
    let start = |source| Error::Start { name: program.name().to_owned(), source };
    let (stdout, to_stdout) = io::pipe().map_err(start)?;
    let (stderr, to_stderr) = io::pipe().map_err(start)?;
    let expression = program.with_input(&program.expression(args));
    let expression = own_group(&expression.stdout_file(to_stdout).stderr_file(to_stderr));
    let child = Child::start(&expression, program, args)?;
    drop(expression); // it holds the writing ends, which must close for the reading ends to end

    let (sender, mut lines) = mpsc::unbounded_channel();
    forward(stdout, Line::Out, sender.clone());
    forward(stderr, Line::Err, sender);
    let mut hand = |line| match line {
        Line::Out(line) => (streams.stdout)(line),
        Line::Err(line) => (streams.stderr)(line),
    };

    let ended = child.end(program.context(), To::Group);
    tokio::pin!(ended);
    let status = loop {
        tokio::select! {
            biased;
            Some(line) = lines.recv() => hand(line),
            status = &mut ended => break status.map_err(start)?,
        }
    };
    let rest = async {
        while let Some(line) = lines.recv().await {
            hand(line);
        }
    };
    // A time-out only means that somebody else still holds the pipe.
    drop(tokio::time::timeout(LAST_LINES, rest).await);
    Ok(exit(program, args, status))
}

pub(super) async fn hand_over<S: AsRef<OsStr>>(
    program: &Program,
    args: &[S],
    interactive: bool,
) -> Result<Exit, Error> {
    program.context().interrupt.check()?;
    let expression = program.expression(args);
    let (expression, to) =
        if interactive { (expression, To::Alone) } else { (own_group(&expression), To::Group) };
    let child = Child::start(&expression, program, args)?;
    let status = child.end(program.context(), to).await;
    let status = status.map_err(|source| Error::Start { name: program.name().to_owned(), source })?;
    Ok(exit(program, args, status))
}

fn own_group(expression: &duct::Expression) -> duct::Expression {
    expression.before_spawn(|command| {
        command.process_group(0);
        Ok(())
    })
}

fn exit<S: AsRef<OsStr>>(program: &Program, args: &[S], status: ExitStatus) -> Exit {
    let interrupted = program.context().interrupt.asked().signal;
    Exit { command: program.command_line(args), status, interrupted }
}

/// Reads a pipe line by line on a thread of its own, so that neither pipe can fill up while the other is read.
fn forward(pipe: PipeReader, wrap: fn(String) -> Line, to: mpsc::UnboundedSender<Line>) {
    std::thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line);
            if to.send(wrap(text.trim_end_matches(['\n', '\r']).to_owned())).is_err() {
                return;
            }
            line.clear();
        }
    });
}

/// Whom a signal is for.
#[derive(Clone, Copy)]
enum To {
    /// A child in a process group of its own.
    Group,
    /// A child in our group, which the terminal's Ctrl-C reaches without us.
    Alone,
}

struct Child {
    handle: Arc<duct::Handle>,
    pid: Pid,
    name: String,
}

impl Child {
    fn start<S: AsRef<OsStr>>(
        expression: &duct::Expression,
        program: &Program,
        args: &[S],
    ) -> Result<Self, Error> {
        let start = |source| Error::Start { name: program.name().to_owned(), source };
        tracing::debug!(command = program.command_line(args), "running");
        let handle = Arc::new(expression.start().map_err(start)?);
        let pid =
            handle.pids().first().copied().ok_or_else(|| start(io::Error::other("it has no process")))?;
        let pid = Pid::from_raw(
            pid.try_into().map_err(|_| start(io::Error::other("its process id is out of range")))?,
        );
        Ok(Self { handle, pid, name: program.name().to_owned() })
    }

    /// Waits for the child to end, and passes on what the user asks meanwhile.
    async fn end(self, context: &Context, to: To) -> io::Result<ExitStatus> {
        let guard = Abandoned { pid: self.pid, to, ended: false };
        let handle = Arc::clone(&self.handle);
        let wait = tokio::task::spawn_blocking(move || handle.wait().map(|output| output.status));
        let pass_on = pass_on(&self.name, self.pid, context, to);
        let status = tokio::select! {
            status = wait => status.map_err(io::Error::other)?,
            () = pass_on => unreachable!("passing signals on never ends"),
        };
        guard.disarm();
        status
    }
}

/// Passes on each request to stop, once; never ends.
async fn pass_on(name: &str, pid: Pid, context: &Context, to: To) {
    let asked = context.interrupt.asked_times(1).await;
    match to {
        To::Group => signal_group(pid, Unix::SIGINT),
        To::Alone if asked.signal == Some(Signal::Terminate) => signal(pid, Unix::SIGTERM),
        To::Alone => {}
    }
    context.interrupt.asked_times(2).await;
    if let To::Group = to {
        context.events.warn(
            format!("still waiting for `{name}` to end"),
            Some("what it holds may be lost if it is killed; a third signal kills it".to_owned()),
        );
        context.interrupt.asked_times(3).await;
        signal_group(pid, Unix::SIGKILL);
    }
    std::future::pending::<()>().await;
}

/// A process that has ended meanwhile is no error worth telling.
fn signal(pid: Pid, signal: Unix) {
    kill(pid, signal).ok();
}

/// As [`signal`], to the whole group.
fn signal_group(pid: Pid, signal: Unix) {
    killpg(pid, signal).ok();
}

/// Asks a child to stop whose end nobody waits for any more: the future that waited was dropped.
struct Abandoned {
    pid: Pid,
    to: To,
    ended: bool,
}

impl Abandoned {
    fn disarm(mut self) {
        self.ended = true;
    }
}

impl Drop for Abandoned {
    fn drop(&mut self) {
        match self.to {
            _ if self.ended => {}
            To::Group => signal_group(self.pid, Unix::SIGINT),
            To::Alone => signal(self.pid, Unix::SIGTERM),
        }
    }
}
