use deploy_core::commands;

use crate::args::EnvironmentArgs;
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};
use crate::output::json::write_document;
use crate::output::status;
use crate::output::streams::write_answer_line;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let (session, environment) = context.session_in(&args.environment, SessionOptions::default())?;
    let status = commands::status(&session, &environment).await?;
    if context.global.json {
        write_document(&status);
    } else {
        for line in status::page(&status, context.global.verbose) {
            write_answer_line(&line);
        }
    }
    Ok(CommandOutcome::answered())
}
