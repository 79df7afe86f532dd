//! The same rows with other tools, for `docs/verdicts.md`. Nobody here has tuned them for the rows.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use sandbox::test_programs::require_program;

use super::document::{file, own_columns};
use super::scenario::{Scenario, make};
use super::table::{all, in_parallel};
use crate::support::World;

const HEAD: &str = "# Verdicts

What `deploy` and other tools say of the same rollouts. Each row is a forced deployment of one service in the
[sandbox](sandbox.md), scripted as the first column says. `just verdicts` runs them all and writes this page; `cargo test
verdicts` checks the column of `deploy`.

\"succeeds\" means that the new deployment runs in the end. A tool is right if it exits with 0 exactly then. `aws` is `aws ecs
update-service --force-new-deployment` followed by `aws ecs wait services-stable`; `ecs-deploy` is `ecs deploy` of the Python
package of that name. Their pauses are shortened to a thousandth; a tool that is still waiting after a minute is ended, and counts
as if it had said that the rollout failed. **Bold** is untrue.

";

/// After this time a tool is ended, and has said that the rollout failed.
const LIMIT: Duration = Duration::from_mins(1);
/// Lets a Python program sleep a thousandth of the time.
const SHORT_SLEEPS: &str =
    "import time\n_sleep = time.sleep\ntime.sleep = lambda seconds: _sleep(seconds / 1000)\n";

/// A tool that deploys a service and waits.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tool {
    /// `aws ecs update-service`, then `aws ecs wait services-stable`.
    AwsCli,
    /// `ecs deploy` of `fabfuel/ecs-deploy`.
    EcsDeploy,
}

impl Tool {
    pub(super) const ALL: [Self; 2] = [Self::AwsCli, Self::EcsDeploy];

    /// Whether the tool says that the rollout succeeded.
    pub(super) fn says_success(self, row: &Scenario) -> bool {
        let world = row.prepare();
        world.write("python/sitecustomize.py", SHORT_SLEEPS);
        match self {
            Self::AwsCli => {
                let update = [
                    "ecs",
                    "update-service",
                    "--cluster",
                    "main",
                    "--service",
                    "shop",
                    "--force-new-deployment",
                ];
                let wait = ["ecs", "wait", "services-stable", "--cluster", "main", "--services", "shop"];
                let is_accepted = start(&world, "AWS_PROGRAM", "aws", &update).wait().unwrap().success();
                is_accepted && follow(&world, row, start(&world, "AWS_PROGRAM", "aws", &wait))
            }
            Self::EcsDeploy => {
                let deploy = ["deploy", "main", "shop", "--timeout", "600"];
                follow(&world, row, start(&world, "ECS_DEPLOY_PROGRAM", "ecs", &deploy))
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a test is not the program")]
fn start(world: &World, variable: &str, name: &str, args: &[&str]) -> Child {
    let file = |name: &str| File::create(world.path(name)).unwrap();
    Command::new(require_program(variable, name))
        .args(args)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", world.path("home"))
        .env("PYTHONPATH", world.path("python"))
        .env("AWS_ENDPOINT_URL", world.sandbox.endpoint())
        .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_DEFAULT_REGION", "us-east-1")
        .env("AWS_REGION", "us-east-1")
        .stdin(Stdio::null())
        .stdout(file("tool.out"))
        .stderr(file("tool.err"))
        .spawn()
        .unwrap()
}

/// Lets happen what happens meanwhile, and waits for the tool.
fn follow(world: &World, row: &Scenario, mut tool: Child) -> bool {
    let (start, mut left) = (Instant::now(), row.meanwhile.iter().peekable());
    loop {
        if let Some(status) = tool.try_wait().unwrap() {
            return is_success(world, status);
        }
        if start.elapsed() > LIMIT {
            tool.kill().unwrap();
            tool.wait().unwrap();
            return false;
        }
        let polls = world.count_calls("DescribeServices");
        if let Some((_, operation, input)) = left.next_if(|(after, ..)| polls >= after + 2) {
            make(world, operation, input);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn is_success(world: &World, status: ExitStatus) -> bool {
    let said = fs::read_to_string(world.path("tool.err")).unwrap_or_default();
    assert!(!said.contains("ModuleNotFoundError"), "{said}");
    status.success()
}

#[test]
fn other_tools_are_asked_for_the_same_rows() {
    let rows = all();
    let said = in_parallel(&rows, |row| Tool::ALL.map(|tool| tool.says_success(row)));
    let right =
        |index: usize| rows.iter().zip(&said).filter(|(row, said)| row.succeeds == said[index]).count();
    let untrue =
        |index: usize| rows.iter().zip(&said).filter(|(row, said)| !row.succeeds && said[index]).count();
    let mut page = HEAD.to_owned();
    page += "| what happens | really | `deploy` | `aws` | `ecs-deploy` |\n|---|---|---|---|---|\n";
    for (row, said) in rows.iter().zip(&said) {
        let words = said.map(|success| {
            let word = if success { "success" } else { "failure" };
            if success == row.succeeds { word.to_owned() } else { format!("**{word}**") }
        });
        let _ = writeln!(page, "{} {} | {} |", own_columns(row), words[0], words[1]);
    }
    let count = rows.len();
    let _ = writeln!(
        page,
        "| right, of {count} | | {count} | {} | {} |\n\n`aws` said {} times that a rollout succeeded that did not, `ecs-deploy` {} times.",
        right(0),
        right(1),
        untrue(0),
        untrue(1),
    );
    fs::write(file(), page).unwrap();
}
