//! Commands that speak to a running sandbox.

use std::{
    io::{self, Read as _, Write as _},
    net::TcpStream,
    path::Path,
};

use clap::Args;
use sandbox::RecordedCall;

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

/// Asks for something to be done that has no answer to show.
pub(super) fn act(dir: &Path, method: &str, path: &str) -> io::Result<()> {
    ask(dir, method, path).map(drop)
}

fn ask(dir: &Path, method: &str, path: &str) -> io::Result<String> {
    let address = env_file::address(dir)?;
    let mut stream = TcpStream::connect(&address).map_err(|error| {
        io::Error::new(error.kind(), format!("the sandbox at {address} does not answer: {error}"))
    })?;
    write!(
        stream,
        "{method} /_sandbox/{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    if head.split(' ').nth(1) == Some("200") {
        Ok(body.into())
    } else {
        Err(io::Error::other(body.to_owned()))
    }
}
