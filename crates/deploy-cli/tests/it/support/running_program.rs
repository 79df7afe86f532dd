//! A run of the program while it works: what the test waits for, the signals that it sends, and what it types.

use std::io::Write;
use std::process::{Child, ChildStdin};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use super::run_result::{RunResult, Streams};
use super::world::World;

/// What is waited for takes a moment; this only ends a test that would hang.
const TIMEOUT: Duration = Duration::from_mins(1);

/// A run of the program that has not ended.
pub(crate) struct RunningProgram<'w> {
    world: &'w World,
    child: Child,
    /// The keyboard of its terminal.
    keys: Option<ChildStdin>,
    args: Vec<String>,
    streams: Streams,
}

impl<'w> RunningProgram<'w> {
    pub(super) fn new(world: &'w World, mut child: Child, args: Vec<String>, streams: Streams) -> Self {
        Self { world, keys: child.stdin.take(), child, args, streams }
    }

    /// Waits until a fake program waits in this phase.
    pub(crate) fn wait_for_phase(self, phase: &str) -> Self {
        let file = self.world.path(&format!("waiting-in-{phase}"));
        self.wait_until(|| file.exists())
    }

    /// Waits until a fake program has written this line to its log so often.
    pub(crate) fn wait_for_note(self, line: &str, times: usize) -> Self {
        let world = self.world;
        self.wait_until(|| world.read("log").lines().filter(|logged| *logged == line).count() >= times)
    }

    /// Waits until the program has written this.
    pub(crate) fn wait_for_output(self, words: &str) -> Self {
        let (world, Streams { stdout, stderr }) = (self.world, self.streams);
        self.wait_until(|| [stdout, stderr].iter().any(|stream| world.read(stream).contains(words)))
    }

    pub(crate) fn wait_until(self, mut condition: impl FnMut() -> bool) -> Self {
        let start = Instant::now();
        while !condition() {
            assert!(start.elapsed() < TIMEOUT, "waited too long");
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
    pub(crate) fn type_keys(mut self, keys: &str) -> Self {
        self.keys.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Lets a fake program that waits continue.
    pub(crate) fn let_continue(self) -> Self {
        self.world.write("continue", "");
        self
    }

    pub(crate) fn wait(mut self) -> RunResult {
        let code = self.child.wait().unwrap().code();
        RunResult::new(self.world, &self.args, code, self.streams)
    }
}
