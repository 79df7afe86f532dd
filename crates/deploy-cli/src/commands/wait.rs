use deploy_core::commands::{self, WaitRequest};

use crate::args::{EnvironmentArgs, FollowSettingsArgs};
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult, waited_message};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The services, by their labels in the `services` output or by their names [default: all]
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    #[command(flatten)]
    environment: EnvironmentArgs,
    #[command(flatten)]
    follow: FollowSettingsArgs,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let (session, environment) = context.session_in(&args.environment, SessionOptions::default())?;
    let request = WaitRequest { services: args.services, follow: args.follow.follow() };
    let waited = commands::wait(&session, &environment, request).await?;
    Ok(CommandOutcome::done(waited_message(&waited, &environment)))
}
