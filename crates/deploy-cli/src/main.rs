//! The program `deploy`: what was typed goes to the library, what happened goes to the terminal, and how it ended
//! becomes the exit code. This crate depends on no AWS, Docker or process library: the library talks to the world.
//!
//! Imports run one way: `exit_code` → `args`, `outcome` → `output` → `command_context` → `commands` → `cli` → `run`.

mod args;
mod cli;
mod command_context;
mod commands;
mod exit_code;
mod outcome;
mod output;
mod run;
mod suggestion;

use std::process;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use deploy_core::Kind;
use deploy_core::event::Report;

use cli::Cli;
use exit_code::ExitCode;
use output::failure;

fn main() -> process::ExitCode {
    match Cli::try_parse() {
        Ok(cli) => run::run(cli),
        Err(error) => print_clap_error(&error),
    }
    .into()
}

/// A command line that makes no sense touches nothing; to ask for help is no error.
fn print_clap_error(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // If even this cannot be printed, there is nothing left to do.
            error.print().ok();
            ExitCode::Done
        }
        _ => {
            failure::print_usage(&error.render().ansi().to_string());
            ExitCode::failed(Report::default().conclude(Kind::Usage), &intended_command())
        }
    }
}

/// The command of a line that was not understood; empty if even that is not known.
fn intended_command() -> String {
    let matches = Cli::command().ignore_errors(true).try_get_matches();
    matches.ok().and_then(|matches| matches.subcommand_name().map(str::to_owned)).unwrap_or_default()
}
