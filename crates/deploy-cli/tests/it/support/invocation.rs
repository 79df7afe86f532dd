//! A run of the program before its start: its arguments and its environment.

use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::run_result::{RunResult, Streams};
use super::running_program::RunningProgram;
use super::world::{SECRET, World};

pub(crate) struct Invocation<'w> {
    world: &'w World,
    args: Vec<String>,
    environment: BTreeMap<String, String>,
    folder: PathBuf,
    on_terminal: bool,
    /// The stream that is on a full disk.
    full: Option<&'static str>,
    /// The files that it writes to.
    streams: Streams,
}

impl<'w> Invocation<'w> {
    pub(super) fn new(world: &'w World, args: &[&str]) -> Self {
        let path = |name: &str| world.path(name).to_str().unwrap().to_owned();
        let environment = [
            ("PATH", path("bin")),
            ("HOME", path("home")),
            ("AWS_ENDPOINT_URL", world.sandbox.endpoint()),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", SECRET.to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
            ("DOCKER_HOST", world.docker_host()),
            ("TF_VAR_password", SECRET.to_owned()),
            ("DEPLOY_USER", "alice".to_owned()),
            ("DEPLOY_HOST", "vm".to_owned()),
        ];
        Self {
            world,
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            environment: environment.map(|(name, value)| (name.to_owned(), value)).into(),
            folder: world.path("project"),
            on_terminal: false,
            full: None,
            streams: Streams::default(),
        }
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.environment.remove(name);
        self
    }

    /// Lets it run on a terminal, on which the test types.
    pub(crate) fn on_terminal(mut self) -> Self {
        self.on_terminal = true;
        self.env("SHELL", "/bin/sh").env("TERM", "dumb")
    }

    /// Lets it write to files of its own, because another run has not ended.
    pub(crate) fn beside_another(mut self) -> Self {
        self.streams = Streams { stdout: "stdout.beside", stderr: "stderr.beside" };
        self
    }

    /// Lets the disk be full under `stdout` or `stderr`.
    pub(crate) fn on_full_disk(mut self, stream: &'static str) -> Self {
        self.full = Some(stream);
        self
    }

    /// Starts it, in a process group of its own, as a shell does.
    pub(crate) fn start(self) -> RunningProgram<'w> {
        let file = |name, path| {
            let own = File::create(self.world.path(path)).unwrap();
            if self.full == Some(name) { File::options().write(true).open("/dev/full").unwrap() } else { own }
        };
        let child = self
            .command()
            .env_clear()
            .envs(&self.environment)
            .current_dir(&self.folder)
            .stdin(if self.on_terminal { Stdio::piped() } else { Stdio::null() })
            .stdout(file("stdout", self.streams.stdout))
            .stderr(file("stderr", self.streams.stderr))
            .process_group(0)
            .spawn()
            .unwrap();
        RunningProgram::new(self.world, child, self.args, self.streams)
    }

    #[expect(clippy::disallowed_methods, reason = "here the program itself is the child")]
    fn command(&self) -> Command {
        let program = env!("CARGO_BIN_EXE_deploy");
        if self.on_terminal {
            // It makes a terminal, runs a command line there, and ends with its code.
            let mut script = Command::new("/usr/bin/script");
            script.args(["-qefc", &format!("{program} {}", self.args.join(" ")), "/dev/null"]);
            script
        } else {
            let mut deploy = Command::new(program);
            deploy.args(&self.args);
            deploy
        }
    }

    /// Runs it to its end.
    pub(crate) fn run(self) -> RunResult {
        self.start().wait()
    }
}
