use deploy_core::commands::{self, Unlocked};

use crate::args::{ConsentArgs, EnvironmentArgs};
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    #[command(flatten)]
    consent: ConsentArgs,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let options = SessionOptions { consent: args.consent, ..SessionOptions::default() };
    let (session, environment) = context.session_in(&args.environment, options)?;
    let name = &environment.name;
    Ok(CommandOutcome::done(match commands::unlock(&session, &environment).await? {
        Unlocked::NotLocked => format!("{name} was not locked"),
        Unlocked::Ended(Some(holder)) => format!("{name} is unlocked; it was locked by {holder}"),
        Unlocked::Ended(None) => format!("{name} is unlocked"),
    }))
}
