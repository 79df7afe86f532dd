//! `sandbox serve`: until a signal ends it.

use std::{fs, io, path::PathBuf, time::Duration};

use clap::Args;
use sandbox::{Backend, Options, Pace, Sandbox};
use tokio::signal::unix::{SignalKind, signal};

use crate::program::{env_file, terminal};

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Folder for its files: `env`, `pid`, logs, the registry's content
    #[arg(long, env = "SANDBOX_DIR")]
    dir: PathBuf,
    /// moto's server, for every service that the sandbox does not model itself
    #[arg(long, value_name = "PROGRAM", env = "MOTO_SERVER_PROGRAM")]
    moto: Option<PathBuf>,
    /// Docker's registry, which holds the layers of pushed images
    #[arg(long, value_name = "PROGRAM", env = "DOCKER_REGISTRY_PROGRAM")]
    docker_registry: Option<PathBuf>,
    /// Time for one step of a rollout, in milliseconds of the sandbox's clock; a rollout takes about four
    #[arg(long, value_name = "MS", default_value_t = 500)]
    step: u64,
    /// Account number
    #[arg(long, value_name = "ID", default_value = "123456789012")]
    account: String,
    /// Region
    #[arg(long, default_value = "us-east-1")]
    region: String,
    /// How fast time passes: `wall`, `xN` for N times faster, `polls` for one step at each Describe call of ECS
    #[arg(long, default_value = "wall")]
    clock: Pace,
    /// Port of the AWS APIs; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Port of the registry; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    registry_port: u16,
}

impl Serve {
    /// Runs a sandbox until a signal ends it.
    pub(crate) fn run(self) -> io::Result<()> {
        fs::create_dir_all(&self.dir)?;
        let sandbox = Sandbox::start(self.options())?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let result = runtime.block_on(self.run_until_signal(&sandbox));
        drop(sandbox);
        for file in ["env", "pid"] {
            // They are missing if the start failed.
            let _absent = fs::remove_file(self.dir.join(file));
        }
        result
    }

    fn options(&self) -> Options {
        let backend = |program: &Option<PathBuf>| program.clone().map_or(Backend::Nothing, Backend::Program);
        Options {
            account: self.account.clone(),
            region: self.region.clone(),
            port: self.port,
            registry_port: self.registry_port,
            pace: self.clock,
            clock_ahead: 0,
            step: Duration::from_millis(self.step),
            upstream: backend(&self.moto),
            registry: backend(&self.docker_registry),
            dir: Some(self.dir.clone()),
        }
    }

    async fn run_until_signal(&self, sandbox: &Sandbox) -> io::Result<()> {
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        let signalled = async {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        };
        let until_ready = async {
            sandbox.ready().await?;
            self.announce(sandbox)?;
            std::future::pending().await
        };
        tokio::select! { () = signalled => Ok(()), failed = until_ready => failed }
    }

    fn announce(&self, sandbox: &Sandbox) -> io::Result<()> {
        env_file::write_whole(&self.dir, "pid", &format!("{}\n", std::process::id()))?;
        env_file::write(&self.dir, sandbox, &self.region)?;
        terminal::write_stdout(format_args!(
            "ready: AWS at {}, registry at {}",
            sandbox.endpoint(),
            sandbox.registry()
        ))
    }
}
