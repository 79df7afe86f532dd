//! Commands that speak to a running sandbox.

use std::{
    io::{self, Read as _, Write as _},
    net::TcpStream,
    path::Path,
};

use clap::Args;
use sandbox::{Kind, RecordedCall};

use super::{Running, env_file, terminal};

#[derive(Debug, Args)]
pub(super) struct Calls {
    #[command(flatten)]
    running: Running,
    /// One JSON document with the times
    #[arg(long)]
    json: bool,
    /// Forget them
    #[arg(long, conflicts_with = "json")]
    clear: bool,
}

#[derive(Debug, Args)]
pub(super) struct Clock {
    #[command(flatten)]
    running: Running,
    /// Let so many milliseconds pass at once
    #[arg(long, value_name = "MS")]
    advance: Option<u64>,
}

#[derive(Debug, Args)]
pub(super) struct Rule {
    #[command(flatten)]
    running: Running,
    /// A service or family, `tag:TAG`, `image:PART`, or `*` for everything
    target: String,
    /// What happens, in the words of docs/sandbox.md
    behaviour: String,
}

#[derive(Debug, Args)]
pub(super) struct Fault {
    #[command(flatten)]
    running: Running,
    /// Which calls: a regular expression for the whole of `service:operation`; the registry's service is `registry`
    #[arg(value_name = "SERVICE:OPERATION")]
    on: String,
    /// `throttle`, `500`, `503`, `cut`, `truncate`, `blackhole`, `denied`, `expired`, or `latency MILLISECONDS`
    kind: Kind,
    /// How many calls go wrong; all, if not given
    #[arg(long)]
    times: Option<u32>,
    /// How many calls pass first
    #[arg(long, default_value_t = 0)]
    after: u32,
}

impl Calls {
    pub(super) fn run(&self) -> io::Result<()> {
        if self.clear {
            return act(&self.running.dir, "DELETE", "calls");
        }
        let answer = ask(&self.running.dir, "GET", "calls")?;
        if self.json {
            return terminal::say(answer);
        }
        let calls: Vec<RecordedCall> = serde_json::from_str(&answer)?;
        calls.iter().try_for_each(terminal::say)
    }
}

impl Clock {
    pub(super) fn run(&self) -> io::Result<()> {
        let path = self.advance.map_or("clock".into(), |millis| format!("clock/advance/{millis}"));
        let method = if self.advance.is_some() { "POST" } else { "GET" };
        terminal::say(ask(&self.running.dir, method, &path)?)
    }
}

impl Rule {
    pub(super) fn run(&self) -> io::Result<()> {
        let rule = sandbox::ecs::Rule::about(&self.target, &self.behaviour);
        let rule = rule.map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        ask_with(&self.running.dir, ("POST", "rule"), &serde_json::to_string(&rule)?).map(drop)
    }
}

impl Fault {
    pub(super) fn run(&self) -> io::Result<()> {
        let Self { running, on, kind, times, after } = self;
        let fault = sandbox::Fault { on: on.clone(), kind: *kind, times: *times, after: *after };
        ask_with(&running.dir, ("POST", "fault"), &serde_json::to_string(&fault)?).map(drop)
    }
}

/// Asks for something to be done that has no answer to show.
pub(super) fn act(dir: &Path, method: &str, path: &str) -> io::Result<()> {
    ask(dir, method, path).map(drop)
}

fn ask(dir: &Path, method: &str, path: &str) -> io::Result<String> {
    ask_with(dir, (method, path), "")
}

fn ask_with(dir: &Path, (method, path): (&str, &str), body: &str) -> io::Result<String> {
    let address = env_file::address(dir)?;
    let mut stream = TcpStream::connect(&address).map_err(|error| {
        io::Error::new(error.kind(), format!("the sandbox at {address} does not answer: {error}"))
    })?;
    write!(
        stream,
        "{method} /_sandbox/{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, text) = answer.split_once("\r\n\r\n").unwrap_or_default();
    if head.split(' ').nth(1) == Some("200") {
        Ok(text.into())
    } else {
        Err(io::Error::other(text.to_owned()))
    }
}
