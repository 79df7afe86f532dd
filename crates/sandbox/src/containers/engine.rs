//! The engine's command line.

use std::{
    io::{self, BufRead as _, BufReader, PipeReader},
    process::{Child, Command, Stdio},
};

use crate::api::Container;

/// The exit code of `docker run` if the engine failed (Docker's reference, "docker run", exit status).
const ENGINE_FAILED: i32 = 125;
/// Ended by SIGKILL.
const KILLED: i32 = 137;

/// Runs a container to its end; passes on each line of its output, and returns its exit code.
pub(crate) fn run(name: &str, container: &Container, mut write: impl FnMut(String)) -> i32 {
    let started = start(name, container).and_then(|(mut child, output)| {
        for line in BufReader::new(output).lines() {
            write(line?);
        }
        child.wait()
    });
    match started {
        Ok(status) => status.code().unwrap_or(KILLED),
        Err(error) => {
            write(format!("could not run `docker`: {error}"));
            ENGINE_FAILED
        }
    }
}

fn start(name: &str, container: &Container) -> io::Result<(Child, PipeReader)> {
    let (output, input) = io::pipe()?;
    let mut command = docker();
    command.args(["run", "--rm", "--name", name]);
    for (key, value) in &container.environment {
        command.args(["--env", &format!("{key}={value}")]);
    }
    let (program, rest) =
        container.entry_point.split_first().map_or((None, &[][..]), |(it, rest)| (Some(it), rest));
    command.args(program.map(|program| format!("--entrypoint={program}")));
    command.arg(&container.image).args(rest).args(&container.command);
    let child = command.stdin(Stdio::null()).stdout(input.try_clone()?).stderr(input).spawn()?;
    Ok((child, output))
}

/// Asks a container to end, as ECS does: SIGTERM first.
pub(crate) fn stop(name: &str) {
    quietly(docker().args(["stop", "--time", "2", name]));
}

/// Ends containers at once.
pub(crate) fn remove(names: &[String]) {
    if !names.is_empty() {
        quietly(docker().args(["rm", "--force"]).args(names));
    }
}

fn quietly(command: &mut Command) {
    // The container may have ended by itself.
    let _gone = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

#[expect(clippy::disallowed_methods, reason = "the engine's command line is called here and nowhere else")]
fn docker() -> Command {
    Command::new("docker")
}
