//! The program `deploy`: what was typed goes to the library, what happened goes to the terminal, and how it ended
//! becomes the exit code. This crate depends on no AWS, Docker or process library: the library talks to the world.

mod args;
mod commands;
mod exit;
mod json;
mod outcome;
mod stopped;
mod streams;
mod terminal;

use std::io;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use deploy_core::event::{Events, Report};
use deploy_core::{Context, Error, Kind, listen};
use tracing_subscriber::EnvFilter;

use args::Args;
use exit::Exit;
use outcome::Ended;
use terminal::Terminal;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return not_understood(&error),
    };
    if args.global.verbose {
        let filter = EnvFilter::new("deploy_core=debug");
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_target(false).init();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime {
        Ok(runtime) => {
            let exit = runtime.block_on(run(args));
            runtime.shutdown_background(); // a question that nobody answered must not hold us
            exit.into()
        }
        Err(error) => {
            Terminal::fail(&Error::from(commands::NoRuntime(error)));
            Exit::Failed(Kind::Failed).into()
        }
    }
}

async fn run(args: Args) -> Exit {
    let terminal = Terminal::new(&args.global);
    let report = Arc::new(Mutex::new(Report::default()));
    let events = {
        let (report, as_json) = (Arc::clone(&report), args.global.json);
        Events::new(move |event| {
            report.lock().unwrap_or_else(PoisonError::into_inner).record(&event.kind);
            terminal.show(&event.kind);
            if as_json {
                json::write(event);
            }
        })
    };
    let (as_json, command) = (args.global.json, args.command.name());
    let is_query = args.command.is_query();
    let ended = match listen() {
        Ok(interrupt) => commands::run(args, Context { events: events.clone(), interrupt }).await,
        Err(error) => Err(commands::NoRuntime(error).into()),
    };
    let report = report.lock().unwrap_or_else(PoisonError::into_inner);
    let exit = tell(&ended, command, &report);
    if as_json && !(is_query && ended.is_ok()) {
        json::end(&events, command, exit, &report, ended.as_ref().err());
    }
    match (exit, streams::lost()) {
        (Exit::Done | Exit::Changes, Some(reason)) => {
            let lost = Error::from(outcome::Lost { reason });
            Terminal::fail(&lost);
            Exit::Failed(lost.kind())
        }
        _ => exit,
    }
}

/// The last lines for people.
fn tell(ended: &Ended, command: &str, report: &Report) -> Exit {
    match ended {
        Ok(outcome) => {
            if let Some(message) = &outcome.message {
                Terminal::done(message, report);
            }
            outcome.exit
        }
        Err(error) => {
            Terminal::fail(error);
            if report.touched() || matches!(error.kind(), Kind::Interrupted(_)) {
                Terminal::truth(report);
            }
            Exit::failed(error.kind(), command)
        }
    }
}

/// A command line that makes no sense touches nothing; to be asked for help is no error.
fn not_understood(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Where even this cannot be printed there is nobody to tell.
            error.print().ok();
            Exit::Done.into()
        }
        _ => {
            Terminal::not_understood(&error.render().ansi().to_string());
            Exit::failed(Kind::Usage, &command_meant()).into()
        }
    }
}

/// The command of a line that was not understood; nothing if even that is not known.
fn command_meant() -> String {
    let matches = Args::command().ignore_errors(true).try_get_matches();
    matches.ok().and_then(|matches| matches.subcommand_name().map(str::to_owned)).unwrap_or_default()
}
