//! One run of the program: its arguments, its environment, and the signals that it gets.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use super::{CANARY, Ran, World};

/// What is waited for takes a moment; this only ends a test that would hang.
const PATIENCE: Duration = Duration::from_mins(1);

/// A run that has not begun.
pub(crate) struct Invocation<'w> {
    world: &'w World,
    args: Vec<String>,
    environment: BTreeMap<String, String>,
    folder: PathBuf,
    on_terminal: bool,
    /// The stream for which there is no room.
    full: Option<&'static str>,
}

impl<'w> Invocation<'w> {
    pub(super) fn new(world: &'w World, args: &[&str]) -> Self {
        let path = |name: &str| world.path(name).to_str().unwrap().to_owned();
        let environment = [
            ("PATH", path("bin")),
            ("HOME", path("home")),
            ("AWS_ENDPOINT_URL", world.sandbox.endpoint()),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", CANARY.to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
            ("DOCKER_HOST", world.docker_host()),
            ("TF_VAR_password", CANARY.to_owned()),
        ];
        Self {
            world,
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            environment: environment.map(|(name, value)| (name.to_owned(), value)).into(),
            folder: world.path("project"),
            on_terminal: false,
            full: None,
        }
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.environment.remove(name);
        self
    }

    /// Lets it run on a terminal, on which the test types.
    pub(crate) fn on_terminal(mut self) -> Self {
        self.on_terminal = true;
        self.env("SHELL", "/bin/sh").env("TERM", "dumb")
    }

    /// Lets the disk be full under `stdout` or `stderr`.
    pub(crate) fn on_full_disk(mut self, stream: &'static str) -> Self {
        self.full = Some(stream);
        self
    }

    /// Starts it, in a process group of its own, as a shell does.
    pub(crate) fn start(self) -> Running<'w> {
        let file = |name| {
            let own = File::create(self.world.path(name)).unwrap();
            if self.full == Some(name) { File::options().write(true).open("/dev/full").unwrap() } else { own }
        };
        let mut child = self
            .command()
            .env_clear()
            .envs(&self.environment)
            .current_dir(&self.folder)
            .stdin(if self.on_terminal { Stdio::piped() } else { Stdio::null() })
            .stdout(file("stdout"))
            .stderr(file("stderr"))
            .process_group(0)
            .spawn()
            .unwrap();
        Running { world: self.world, keys: child.stdin.take(), child, args: self.args }
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
    pub(crate) fn run(self) -> Ran {
        self.start().wait()
    }
}

/// A run that goes on.
pub(crate) struct Running<'w> {
    world: &'w World,
    child: Child,
    /// What is typed on its terminal.
    keys: Option<ChildStdin>,
    args: Vec<String>,
}

impl Running<'_> {
    /// Waits until a stand-in that holds in this phase has begun to.
    pub(crate) fn begun(self, phase: &str) -> Self {
        let begun = self.world.path(&format!("begun-{phase}"));
        self.until(|| begun.exists())
    }

    /// Waits until a stand-in has noted this so often.
    pub(crate) fn noted(self, line: &str, times: usize) -> Self {
        let world = self.world;
        self.until(|| world.read("log").lines().filter(|noted| *noted == line).count() >= times)
    }

    /// Waits until it has said this to people.
    pub(crate) fn said(self, words: &str) -> Self {
        let world = self.world;
        self.until(|| ["stdout", "stderr"].iter().any(|stream| world.read(stream).contains(words)))
    }

    /// Waits until something is so.
    pub(crate) fn until(self, mut so: impl FnMut() -> bool) -> Self {
        let start = Instant::now();
        while !so() {
            assert!(start.elapsed() < PATIENCE, "it never came to that");
            std::thread::sleep(Duration::from_millis(5));
        }
        self
    }

    /// Sends a signal to the whole group, as a terminal does.
    pub(crate) fn signal(self, signal: Signal) -> Self {
        killpg(Pid::from_raw(self.child.id().try_into().unwrap()), signal).unwrap();
        self
    }

    /// Types on the terminal.
    pub(crate) fn types(mut self, keys: &str) -> Self {
        self.keys.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Lets a stand-in that holds go on.
    pub(crate) fn release(self) -> Self {
        self.world.write("go", "");
        self
    }

    /// Waits for its end.
    pub(crate) fn wait(mut self) -> Ran {
        let code = self.child.wait().unwrap().code();
        Ran::new(self.world, &self.args, code)
    }
}
