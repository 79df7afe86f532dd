//! Commands for a running sandbox.

use std::io;

use clap::Args;
use sandbox::{Kind, RecordedCall};

use crate::program::{running::Running, terminal};

#[derive(Debug, Args)]
pub(crate) struct Calls {
    #[command(flatten)]
    running: Running,
    /// One JSON document with the times
    #[arg(long)]
    json: bool,
    /// Remove them
    #[arg(long, conflicts_with = "json")]
    clear: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Clock {
    #[command(flatten)]
    running: Running,
    /// Advance by milliseconds
    #[arg(long, value_name = "MS")]
    advance: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct Rule {
    #[command(flatten)]
    running: Running,
    /// A service or family, `tag:TAG`, `image:PART`, or `*` for everything
    target: String,
    /// What happens, in the words of docs/sandbox.md
    behaviour: String,
}

#[derive(Debug, Args)]
pub(crate) struct Fault {
    #[command(flatten)]
    running: Running,
    /// Which calls: a regular expression for the whole of `service:operation`; the registry's service is `registry`
    #[arg(value_name = "SERVICE:OPERATION")]
    on: String,
    /// `throttle`, `500`, `503`, `cut`, `truncate`, `blackhole`, `denied`, `expired`, or `latency MILLISECONDS`
    kind: Kind,
    /// How many calls fail; all, if not given
    #[arg(long)]
    times: Option<u32>,
    /// How many calls succeed first
    #[arg(long, default_value_t = 0)]
    after: u32,
}

impl Calls {
    pub(crate) fn run(&self) -> io::Result<()> {
        if self.clear {
            return self.running.send("DELETE", "calls", "").map(drop);
        }
        let answer = self.running.send("GET", "calls", "")?;
        if self.json {
            return terminal::write_stdout(answer);
        }
        let calls: Vec<RecordedCall> = serde_json::from_str(&answer)?;
        calls.iter().try_for_each(terminal::write_stdout)
    }
}

impl Clock {
    pub(crate) fn run(&self) -> io::Result<()> {
        let path = self.advance.map_or("clock".into(), |millis| format!("clock/advance/{millis}"));
        let method = if self.advance.is_some() { "POST" } else { "GET" };
        terminal::write_stdout(self.running.send(method, &path, "")?)
    }
}

impl Rule {
    pub(crate) fn run(&self) -> io::Result<()> {
        let rule = sandbox::Rule::about(&self.target, &self.behaviour);
        let rule = rule.map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        self.running.send("POST", "rule", &serde_json::to_string(&rule)?).map(drop)
    }
}

impl Fault {
    pub(crate) fn run(&self) -> io::Result<()> {
        let Self { running, on, kind, times, after } = self;
        let fault = sandbox::Fault { on: on.clone(), kind: *kind, times: *times, after: *after };
        running.send("POST", "fault", &serde_json::to_string(&fault)?).map(drop)
    }
}
