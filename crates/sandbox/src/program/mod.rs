//! Arguments, and which command does what.

mod env_file;
mod remote;
mod serve;
mod terminal;

use std::{io, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

/// AWS on loopback: ECS that lives, ECR with a real registry, everything else by moto
#[derive(Debug, Parser)]
#[command(name = "sandbox", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a sandbox until SIGINT or SIGTERM
    Serve(serve::Serve),
    /// Show the calls that reached it, oldest first
    Calls(remote::Calls),
    /// Show its time, or let time pass at once
    Clock(remote::Clock),
    /// Say what becomes of tasks and rollouts
    Rule(remote::Rule),
    /// Let calls go wrong
    Fault(remote::Fault),
    /// Let every registry password that it handed out expire
    ExpireTokens(Running),
    /// Forget rules, faults and recorded calls; what is deployed stays
    Reset(Running),
}

/// Which running sandbox a command speaks to.
#[derive(Debug, Args)]
struct Running {
    /// Folder that `serve` was given
    #[arg(long, env = "SANDBOX_DIR")]
    dir: PathBuf,
}

/// Reads the arguments, does what they say, and reports.
pub(crate) fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Calls(calls) => calls.run(),
        Command::Clock(clock) => clock.run(),
        Command::Rule(rule) => rule.run(),
        Command::Fault(fault) => fault.run(),
        Command::ExpireTokens(running) => remote::act(&running.dir, "POST", "tokens/expire"),
        Command::Reset(running) => remote::act(&running.dir, "POST", "reset"),
    };
    report(done)
}

fn report(done: io::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(&error);
            ExitCode::FAILURE
        }
    }
}
