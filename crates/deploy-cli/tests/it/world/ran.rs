//! How a run ended, in the shape that snapshots show.

use std::fmt;

use super::{World, counted};

/// The end of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Its arguments.
    pub(crate) command: String,
    /// The exit code; none after a deadly signal.
    pub(crate) code: Option<i32>,
    /// What it wrote for programs.
    pub(crate) stdout: String,
    /// What it wrote for people.
    pub(crate) stderr: String,
    /// What it called, one line each; calls that follow each other are told once.
    pub(crate) calls: String,
    /// Every call.
    pub(crate) each_call: Vec<String>,
}

impl Ran {
    pub(super) fn new(world: &World, args: &[String], code: Option<i32>) -> Self {
        let places = [
            (world.path("").to_str().unwrap().trim_end_matches('/').to_owned(), "WORLD"),
            (world.sandbox.endpoint(), "AWS"),
            (world.sandbox.registry(), "REGISTRY"),
            (world.docker_host(), "ENGINE"),
        ];
        let each_call = world.calls();
        let text = |text: String| places.iter().fold(text, |text, (place, name)| text.replace(place, name));
        Self {
            command: text(args.join(" ")),
            code,
            stdout: text(world.read("stdout")),
            stderr: text(world.read("stderr")),
            calls: text(counted(&each_call)),
            each_call,
        }
    }

    /// The last line for people.
    pub(crate) fn last_line(&self) -> &str {
        self.stderr.lines().last().unwrap_or_default()
    }

    /// Whether a call, or a child, was asked to change something.
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

impl fmt::Display for Ran {
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

/// Times, ids and the like, which are different every time.
pub(crate) const FILTERS: [(&str, &str); 9] = [
    (r"\d+\.\d+ s\b|\b\d+ ms\b", "TIME"),
    (r"ecs-svc/\d+", "ecs-svc/ID"),
    (r"run/\d+/\S+?/plan", "run/PID/plan"),
    (r"sha256:[0-9a-f]+", "sha256:DIGEST"),
    (r"[0-9a-f]{32}", "TASK"),
    (r"localhost:\d+", "REGISTRY"),
    (r#""time":"[^"]*""#, r#""time":"TIME""#),
    (r#""run":"[^"]*""#, r#""run":"RUN""#),
    (r#""millis":\d+"#, r#""millis":N"#),
];

/// Compares a run with the snapshot that is named after the test.
macro_rules! assert_ran {
    ($ran:expr) => {
        insta::with_settings!({ filters => $crate::world::FILTERS, omit_expression => true, prepend_module_to_snapshot => true }, {
            insta::assert_snapshot!($ran);
        })
    };
}
pub(crate) use assert_ran;
