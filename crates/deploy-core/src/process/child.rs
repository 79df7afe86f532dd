//! One run of a program: from its start to its end, through whatever the user asks meanwhile.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::ExitStatus;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use nix::sys::signal::{Signal as Unix, kill, killpg};
use nix::unistd::Pid;

use super::error::Error;
use super::exit::Exit;
use super::lines::{Lines, OutputFiles, Streams};
use crate::context::Context;

/// What is run: a program with its arguments, its environment and its standard input.
pub(super) struct Invocation<'a> {
    pub(super) name: &'a str,
    /// Quoted as for a shell.
    pub(super) command_line: String,
    pub(super) expression: duct::Expression,
    /// When it is killed.
    pub(super) time_limit: Option<Duration>,
    pub(super) context: &'a Context,
}

impl Invocation<'_> {
    fn not_started(&self, source: io::Error) -> Error {
        Error::Start { name: self.name.to_owned(), source }
    }

    fn exit(&self, status: ExitStatus) -> Exit {
        let interrupted = self.context.interrupt.asked().signal;
        Exit { command: self.command_line.clone(), status, interrupted }
    }
}

/// Runs it in a process group of its own, with its lines handed to `streams`.
pub(super) async fn run(
    invocation: Invocation<'_>,
    streams: Streams<impl FnMut(String), impl FnMut(String)>,
) -> Result<Exit, Error> {
    invocation.context.interrupt.check()?;
    let pipes = io::pipe().and_then(|stdout| Ok((stdout, io::pipe()?)));
    let ((stdout, to_stdout), (stderr, to_stderr)) =
        pipes.map_err(|source| invocation.not_started(source))?;
    let expression = own_group(&invocation.expression.stdout_file(to_stdout).stderr_file(to_stderr));
    let child = Child::start(&expression, &invocation)?;
    drop(expression); // it holds the writing ends, which must close for the reading ends to end

    let limit = invocation.time_limit;
    let ended = end_in_time(child, invocation.context, limit);
    let (status, in_time) = streams.hand_until(Lines::read(stdout, stderr), ended).await;
    if let Some(limit) = limit.filter(|_| !in_time) {
        return Err(Error::TooLong { command: invocation.command_line, limit });
    }
    status.map(|status| invocation.exit(status)).map_err(|source| invocation.not_started(source))
}

/// Runs it in a process group of its own, with its output in files that are followed: it comes to its end although we are
/// killed.
pub(super) async fn run_outliving(
    invocation: Invocation<'_>,
    files: OutputFiles,
    streams: Streams<impl FnMut(String), impl FnMut(String)>,
) -> Result<Exit, Error> {
    invocation.context.interrupt.check()?;
    let OutputFiles { held, stdout, stderr, read_stdout, read_stderr } = files;
    let expression = invocation.expression.stdin_file(held).stdout_file(stdout).stderr_file(stderr);
    let child = Child::start(&own_group(&expression), &invocation)?;
    let has_ended = Arc::new(AtomicBool::new(false));
    let lines = Lines::follow(read_stdout, read_stderr, &has_ended);
    let ended = async {
        let status = child.end(invocation.context, To::Group).await;
        has_ended.store(true, Ordering::Release);
        status
    };
    let status = streams.hand_until(lines, ended).await;
    status.map(|status| invocation.exit(status)).map_err(|source| invocation.not_started(source))
}

/// Waits for the end of a child, which is killed once its time is over. Returns whether it ended in time, too.
async fn end_in_time(
    child: Child,
    context: &Context,
    limit: Option<Duration>,
) -> (io::Result<ExitStatus>, bool) {
    let pid = child.pid;
    let ended = child.end(context, To::Group);
    tokio::pin!(ended);
    let expired = async {
        match limit {
            Some(limit) => tokio::time::sleep(limit).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        status = &mut ended => return (status, true),
        () = expired => signal_group(pid, Unix::SIGKILL),
    }
    (ended.await, false)
}

/// Runs it with our own streams: in our process group if it is `interactive`.
pub(super) async fn hand_over(invocation: Invocation<'_>, interactive: bool) -> Result<Exit, Error> {
    invocation.context.interrupt.check()?;
    let (expression, to) = if interactive {
        (invocation.expression.clone(), To::Alone)
    } else {
        (own_group(&invocation.expression), To::Group)
    };
    let status = Child::start(&expression, &invocation)?.end(invocation.context, to).await;
    status.map(|status| invocation.exit(status)).map_err(|source| invocation.not_started(source))
}

fn own_group(expression: &duct::Expression) -> duct::Expression {
    expression.before_spawn(|command| {
        command.process_group(0);
        Ok(())
    })
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
    fn start(expression: &duct::Expression, invocation: &Invocation<'_>) -> Result<Self, Error> {
        let start = |source| invocation.not_started(source);
        tracing::debug!(command = invocation.command_line, "running");
        let handle = Arc::new(expression.start().map_err(start)?);
        let pid =
            handle.pids().first().copied().ok_or_else(|| start(io::Error::other("it has no process")))?;
        let pid = Pid::from_raw(
            pid.try_into().map_err(|_| start(io::Error::other("its process id is out of range")))?,
        );
        Ok(Self { handle, pid, name: invocation.name.to_owned() })
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
    if let To::Alone = to {
        // The terminal's Ctrl-C reaches it without us, before and after.
        context.interrupt.terminated().await;
        signal(pid, Unix::SIGTERM);
        return std::future::pending().await;
    }
    context.interrupt.asked_times(1).await;
    signal_group(pid, Unix::SIGINT);
    context.interrupt.asked_times(2).await;
    context.events.warn(
        format!("still waiting for `{name}` to end"),
        Some("a third signal kills it, and data may be lost".to_owned()),
    );
    context.interrupt.asked_times(3).await;
    signal_group(pid, Unix::SIGKILL);
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
