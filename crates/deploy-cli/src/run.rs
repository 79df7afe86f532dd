//! Runs a command: its events go to the terminal and to the JSON stream, its end becomes the exit code.

use std::io;

use clap::CommandFactory;
use deploy_core::error::Failure;
use deploy_core::event::{Event, Events, Report};
use deploy_core::{Context, Error, Kind, listen};
use tokio::runtime::Builder;
use tracing_subscriber::EnvFilter;

use crate::cli::{Cli, Command};
use crate::command_context::CommandContext;
use crate::commands::{
    all, apply, build, completions, continue_rollout, create, destroy, fargate, history, init, lock, modules,
    output, plan, push, redeploy, resume, status, tf, unlock, version, wait,
};
use crate::exit_code::ExitCode;
use crate::outcome::CommandResult;
use crate::output::printer::{self, Printer};
use crate::output::{failure, json, streams};

/// The program could not begin.
#[derive(Debug, thiserror::Error)]
#[error("could not listen for signals")]
struct NotStarted(#[from] io::Error);

impl Failure for NotStarted {}

pub(crate) fn run(cli: Cli) -> ExitCode {
    if cli.global.verbose {
        let filter = EnvFilter::new("deploy_core=debug");
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(|| streams::Stderr)
            .with_target(false)
            .init();
    }
    match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let exit = runtime.block_on(run_and_report(cli));
            runtime.shutdown_background(); // a question that nobody answered must not hold us
            exit
        }
        Err(error) => {
            let error = Error::from(NotStarted(error));
            failure::print(&error);
            ExitCode::Failed(Report::default().conclude(error.kind()))
        }
    }
}

async fn run_and_report(Cli { global, command }: Cli) -> ExitCode {
    let (as_json, name, is_query) = (global.json, command.name(), command.is_query());
    let events = Events::new(listener(Printer::new(&global), as_json && !is_query));
    let result = match listen() {
        Ok(interrupt) => {
            let context = Context { events: events.clone(), interrupt };
            dispatch(&CommandContext { context, global }, command).await
        }
        Err(error) => Err(NotStarted(error).into()),
    };
    let report = events.report();
    let exit = print_end(&result, name, &report);
    if as_json && !(is_query && result.is_ok()) {
        json::write_result(&events, name, exit, &report, result.as_ref().err());
    }
    fail_if_data_was_lost(exit, &report)
}

fn listener(printer: Printer, as_json: bool) -> impl Fn(&Event) + Send + Sync {
    move |event| {
        printer.show(&event.kind);
        if as_json {
            json::write_event(event);
        }
    }
}

async fn dispatch(context: &CommandContext, command: Command) -> CommandResult {
    match command {
        Command::All(args) => all::run(context, args).await,
        Command::Apply(args) => apply::run(context, args).await,
        Command::Build(args) => build::run(context, args).await,
        Command::Completions(args) => Ok(completions::run(&args, &mut Cli::command())),
        Command::Continue(args) => continue_rollout::run(context, args).await,
        Command::Create(args) => create::run(context, args).await,
        Command::Destroy(args) => destroy::run(context, args).await,
        Command::Fargate(args) => fargate::run(context, args).await,
        Command::History(args) => history::run(context, args).await,
        Command::Init(args) => init::run(context, args).await,
        Command::Lock(args) => lock::run(context, args).await,
        Command::Modules(args) => modules::run(context, &args),
        Command::Output(args) => output::run(context, args).await,
        Command::Plan(args) => plan::run(context, args).await,
        Command::Push(args) => push::run(context, args).await,
        Command::Redeploy(args) => redeploy::run(context, args).await,
        Command::Resume(args) => resume::run(context, args).await,
        Command::Status(args) => status::run(context, args).await,
        Command::Tf(args) => tf::run(context, args).await,
        Command::Unlock(args) => unlock::run(context, args).await,
        Command::Version => version::run(context).await,
        Command::Wait(args) => wait::run(context, args).await,
    }
}

/// The last lines for people.
fn print_end(result: &CommandResult, command: &str, report: &Report) -> ExitCode {
    match result {
        Ok(outcome) => {
            if let Some(message) = &outcome.message {
                printer::print_done(message, report);
            }
            outcome.exit
        }
        Err(error) => {
            failure::print(error);
            if report.touched() || matches!(error.kind(), Kind::Interrupted(_)) {
                printer::print_aftermath(report);
            }
            ExitCode::failed(report.conclude(error.kind()), command)
        }
    }
}

fn fail_if_data_was_lost(exit: ExitCode, report: &Report) -> ExitCode {
    match (exit, streams::lost_data()) {
        (ExitCode::Done | ExitCode::Changes, Some(lost)) => {
            let error = Error::from(lost);
            failure::print(&error);
            ExitCode::Failed(report.conclude(error.kind()))
        }
        _ => exit,
    }
}
