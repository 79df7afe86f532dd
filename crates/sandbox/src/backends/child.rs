//! A program that runs as long as the sandbox does.
//!
//! It ends with us however we end: on drop by its process group, and if we are killed by the kernel's parent-death
//! signal. That signal follows the thread that started it, so a child is started by the sandbox's own thread.

use std::{
    fs::File,
    io,
    net::TcpListener,
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use nix::{
    sys::signal::{Signal, killpg},
    unistd::Pid,
};
use tokio::net::TcpStream;

/// How often a port is tried, and how many times: a minute in all.
const PAUSE: Duration = Duration::from_millis(20);
const TRIES: u32 = 3000;

/// A program, its arguments, and what it needs to know.
pub(crate) struct Program<'p> {
    pub(crate) path: &'p Path,
    pub(crate) arguments: &'p [&'p str],
    pub(crate) environment: &'p [(&'p str, &'p str)],
    /// Takes all that it writes.
    pub(crate) log: &'p Path,
}

/// A running program. Dropping it ends its whole process group.
#[derive(Debug)]
pub(crate) struct Child {
    process: std::process::Child,
    name: String,
}

impl Child {
    pub(crate) fn start(program: &Program<'_>) -> io::Result<Self> {
        let log = File::create(program.log)?;
        let name = program.path.display().to_string();
        #[expect(
            clippy::disallowed_methods,
            reason = "the sandbox's children are started here and nowhere else"
        )]
        let process = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--"])
            .arg(program.path)
            .args(program.arguments)
            .envs(program.environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0)
            .spawn()
            .map_err(|error| {
                io::Error::new(error.kind(), format!("could not run `setpriv {name}`: {error}"))
            })?;
        Ok(Self { process, name })
    }

    /// Waits until it listens at `address`.
    pub(crate) async fn listens(&mut self, address: &str) -> io::Result<()> {
        for _ in 0..TRIES {
            if TcpStream::connect(address).await.is_ok() {
                return Ok(());
            }
            if let Some(status) = self.process.try_wait()? {
                return Err(io::Error::other(format!("`{}` ended during its start: {status}", self.name)));
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(io::Error::other(format!("`{}` does not listen at {address}", self.name)))
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let group = i32::try_from(self.process.id()).map(Pid::from_raw);
        if let Ok(group) = group {
            // It may have ended by itself.
            let _ended_already = killpg(group, Signal::SIGKILL);
        }
        let _not_ours_any_more = self.process.wait();
    }
}

/// A free port of 127.0.0.1.
pub(crate) fn free_address() -> io::Result<String> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.to_string())
}
