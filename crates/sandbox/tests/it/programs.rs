//! Programs that tests need, and the program that is tested.

use std::{
    env,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use sandbox::test_programs::require_program;

/// Docker's registry.
pub(crate) fn docker_registry() -> PathBuf {
    require_program("DOCKER_REGISTRY_PROGRAM", "docker-registry")
}

/// moto's server.
pub(crate) fn moto() -> PathBuf {
    require_program("MOTO_SERVER_PROGRAM", "moto_server")
}

/// The AWS CLI.
pub(crate) fn aws() -> Command {
    run(require_program("AWS_PROGRAM", "aws"))
}

/// A shell that finds the AWS CLI as `aws`.
pub(crate) fn bash() -> Command {
    let cli = require_program("AWS_PROGRAM", "aws");
    let folders = [cli.parent().unwrap().to_owned()];
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(folders.into_iter().chain(env::split_paths(&path))).unwrap();
    let mut command = run("bash".into());
    command.env("PATH", path);
    command
}

/// A Python that has boto3.
pub(crate) fn python() -> Command {
    run(require_program("PYTHON_PROGRAM", "python3"))
}

#[expect(clippy::disallowed_methods, reason = "a client of the sandbox is no child of the product")]
fn run(program: PathBuf) -> Command {
    Command::new(program)
}

/// A static busybox.
pub(crate) fn busybox() -> PathBuf {
    require_program("BUSYBOX_PROGRAM", "busybox")
}

/// The engine's command line.
pub(crate) fn docker(arguments: &[&str]) -> Command {
    let mut command = run("docker".into());
    command.args(arguments);
    command
}

/// A running `sandbox serve`, killed on drop.
pub(crate) struct Served {
    pub(crate) process: Child,
    /// `127.0.0.1:PORT`.
    pub(crate) address: String,
}

impl Served {
    /// Starts it and waits for its line.
    pub(crate) fn start(dir: &Path, arguments: &[&str]) -> Self {
        Self::wait_for(command(&["serve"], dir).args(arguments))
    }

    /// The same where only so many files, and connections, may be open.
    pub(crate) fn start_with_open_files(dir: &Path, limit: u32) -> Self {
        let mut shell = run("bash".into());
        let script = format!("ulimit -n {limit}; exec \"$0\" serve --dir \"$1\"");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_sandbox")]).arg(dir);
        shell.env_remove("MOTO_SERVER_PROGRAM").env_remove("DOCKER_REGISTRY_PROGRAM");
        Self::wait_for(&mut shell)
    }

    fn wait_for(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("ready: AWS at http://").unwrap_or_else(|| panic!("{line:?}"));
        let address = address.split([',', ' ', '\n']).next().unwrap().to_owned();
        Self { process, address }
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.process.id().try_into().unwrap()), signal).unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended_already = self.process.kill();
        self.process.wait().unwrap();
    }
}

/// A command for the sandbox in `dir`; gives what it printed.
pub(crate) fn sandbox_command(arguments: &[&str], dir: &Path) -> String {
    let output = command(arguments, dir).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the program under test is no child of the product")]
fn command(arguments: &[&str], dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
    command
        .args(arguments)
        .arg("--dir")
        .arg(dir)
        .env_remove("MOTO_SERVER_PROGRAM")
        .env_remove("DOCKER_REGISTRY_PROGRAM");
    command
}
