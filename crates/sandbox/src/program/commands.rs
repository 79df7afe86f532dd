//! The command line: which command does what.

use std::{io, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::program::{remote, running::Running, serve, terminal};

/// AWS on loopback: a model of ECS, ECR with a real registry, everything else by moto
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
    /// Show its time, or advance it
    Clock(remote::Clock),
    /// Set what happens to tasks and rollouts that begin from now on, until `reset`
    #[command(after_help = RULES)]
    Rule(remote::Rule),
    /// Let calls fail, until `reset` or for a number of calls
    #[command(after_help = FAULTS)]
    Fault(remote::Fault),
    /// Let all registry passwords expire
    ExpireTokens(Running),
    /// Remove rules, faults and recorded calls; keep what is deployed
    Reset(Running),
}

const RULES: &str = "\
Examples:
  sandbox rule web 'crash after 2s exit 137'
  sandbox rule tag:1.0.3 'image missing'
  sandbox rule image:worker 'unhealthy container 3 times'
  sandbox rule '*' 'start takes 60s'

docs/sandbox.md lists all behaviours. A word in an image's tag does the same: 1.0.3-broken";

const FAULTS: &str = "\
Examples:
  sandbox fault ecs:DescribeServices throttle --after 2 --times 6     polls 3 to 8
  sandbox fault 's3:.*' expired
  sandbox fault registry:PutManifest 503 --times 1";

/// Reads the arguments, does what they say, and reports.
pub(crate) fn run() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Calls(calls) => calls.run(),
        Command::Clock(clock) => clock.run(),
        Command::Rule(rule) => rule.run(),
        Command::Fault(fault) => fault.run(),
        Command::ExpireTokens(running) => running.send("POST", "tokens/expire", "").map(drop),
        Command::Reset(running) => running.send("POST", "reset", "").map(drop),
    };
    report(result)
}

fn report(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::write_stderr(&error);
            ExitCode::FAILURE
        }
    }
}
