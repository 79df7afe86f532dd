//! What a run of the program did, in the form that snapshots have.

use std::fmt;

use super::permissions;
use super::world::World;

#[derive(Debug)]
pub(crate) struct RunResult {
    /// Its arguments.
    pub(crate) command: String,
    /// The exit code; none if a signal killed it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// What it called, a line for each call; a call that is repeated at once has one line.
    pub(crate) calls: String,
    pub(crate) each_call: Vec<String>,
}

/// The files that a run writes to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Streams {
    pub(super) stdout: &'static str,
    pub(super) stderr: &'static str,
}

impl Default for Streams {
    fn default() -> Self {
        Self { stdout: "stdout", stderr: "stderr" }
    }
}

impl RunResult {
    pub(super) fn new(world: &World, args: &[String], code: Option<i32>, streams: Streams) -> Self {
        let replacements = [
            (world.path("").to_str().unwrap().trim_end_matches('/').to_owned(), "WORLD"),
            (world.sandbox.endpoint(), "AWS"),
            (world.sandbox.registry(), "REGISTRY"),
            (world.docker_host(), "ENGINE"),
        ];
        let each_call = world.take_calls();
        if !world.has_real_terraform() {
            permissions::check(args, &each_call, &world.read("script/calls"));
        }
        let text =
            |text: String| replacements.iter().fold(text, |text, (value, name)| text.replace(value, name));
        Self {
            command: text(args.join(" ")),
            code,
            stdout: text(world.read(streams.stdout)),
            stderr: text(world.read(streams.stderr)),
            calls: text(collapse_repeats(&each_call)),
            each_call,
        }
    }

    /// The last line for people.
    pub(crate) fn last_line(&self) -> &str {
        self.stderr.lines().last().unwrap_or_default()
    }

    /// Whether a call or a child process may have changed something.
    pub(crate) fn changed_something(&self) -> bool {
        const CHANGES: [&str; 9] =
            ["Create", "Update", "Delete", "Put", "Register", " apply ", " build ", "engine POST", "select"];
        self.calls.lines().any(|call| CHANGES.iter().any(|change| call.contains(change)))
    }

    /// The lines of the JSON stream.
    pub(crate) fn stream(&self) -> Vec<serde_json::Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl fmt::Display for RunResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.map_or_else(|| "by a signal".to_owned(), |code| code.to_string());
        writeln!(f, "$ deploy {}", self.command)?;
        writeln!(f, "exit {code}")?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr), ("calls", &self.calls)] {
            if !text.trim().is_empty() {
                writeln!(f, "-- {name}\n{}", text.trim_end())?;
            }
        }
        Ok(())
    }
}

/// One line for calls that are repeated at once, with their number. How often something is polled is left out.
fn collapse_repeats(calls: &[String]) -> String {
    let lines = calls.chunk_by(|one, other| one == other).map(|same| match same {
        [one] => one.clone(),
        [one, ..] if one.contains(" Describe") => one.clone(),
        [one, ..] => format!("{one} ({} times)", same.len()),
        [] => String::new(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

pub(crate) fn assert_succeeded(run: &RunResult) {
    assert_eq!(run.code, Some(0), "{run}");
}

/// It ended with that code and a hint, and changed nothing.
pub(crate) fn assert_refused(run: &RunResult, code: i32) {
    assert_eq!(run.code, Some(code), "{run}");
    assert!(run.stderr.contains("error: ") && run.stderr.contains("\nhint: "), "{run}");
    assert!(!run.changed_something(), "{run}");
    assert_eq!(run.stdout, "");
}

/// Replaces what differs from run to run.
pub(crate) const FILTERS: [(&str, &str); 12] = [
    (r"\d+\.\d+ s\b|\b\d+ ms\b", "TIME"),
    (r"ecs-svc/\d+", "ecs-svc/ID"),
    (r"runs/run-\w+/files", "runs/RUN/files"),
    (r"sha256:[0-9a-f]+", "sha256:DIGEST"),
    (r"[0-9a-f]{32}", "TASK"),
    (r"ecs-pause-[0-9a-f]+", "ecs-pause-ID"),
    (r"localhost:\d+", "REGISTRY"),
    (r#""time":"[^"]*""#, r#""time":"TIME""#),
    (r#""run":"[^"]*""#, r#""run":"RUN""#),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "WHEN"),
    (r"\d{8}T\d{6}\.\d{3}Z-[0-9a-f]{8}", "RUN"),
    (r#""millis":\d+"#, r#""millis":N"#),
];

/// Compares a run with the snapshot that is named after the test.
macro_rules! assert_run_snapshot {
    ($run:expr) => {
        insta::with_settings!({ filters => $crate::support::FILTERS, omit_expression => true, prepend_module_to_snapshot => true }, {
            insta::assert_snapshot!($run);
        })
    };
}
pub(crate) use assert_run_snapshot;
