use deploy_core::commands;

use crate::args::EnvironmentArgs;
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};
use crate::output::history;
use crate::output::json::write_document;
use crate::output::streams::write_answer_line;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    /// How many runs to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    number: usize,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let (session, environment) = context.session_in(&args.environment, SessionOptions::default())?;
    let found = commands::history(&session, &environment, args.number).await?;
    if context.global.json {
        write_document(&found);
    } else {
        for line in history::page(&found) {
            write_answer_line(&line);
        }
    }
    Ok(CommandOutcome::answered())
}
