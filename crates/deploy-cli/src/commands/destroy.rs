use deploy_core::commands;

use crate::args::{ConsentArgs, EnvironmentArgs, LockArgs};
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    #[command(flatten)]
    consent: ConsentArgs,
    #[command(flatten)]
    lock: LockArgs,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let options = SessionOptions { consent: args.consent, lock: args.lock, ..SessionOptions::default() };
    let (session, environment) = context.session_in(&args.environment, options)?;
    commands::destroy(&session, &environment).await?;
    let name = &environment.name;
    Ok(CommandOutcome::done(format!(
        "{name} destroyed; its workspace and the repositories of its images stay"
    )))
}
