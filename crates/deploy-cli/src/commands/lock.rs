use clap::builder::NonEmptyStringValueParser;
use deploy_core::commands;

use crate::args::{EnvironmentArgs, LockArgs};
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    /// Why, for those who find it locked
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    reason: String,
    #[command(flatten)]
    lock: LockArgs,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let options = SessionOptions { lock: args.lock, ..SessionOptions::default() };
    let (session, environment) = context.session_in(&args.environment, options)?;
    commands::lock(&session, &environment, args.reason).await?;
    let name = &environment.name;
    Ok(CommandOutcome::done(format!("{name} is locked; `deploy unlock --env {name}` ends it")))
}
