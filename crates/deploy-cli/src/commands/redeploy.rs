use deploy_core::commands::{self, RedeployRequest};

use crate::args::{EnvironmentArgs, FollowArgs, LockArgs};
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult, continues};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The services, by their labels in the `services` output [default: all]
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    #[command(flatten)]
    environment: EnvironmentArgs,
    #[command(flatten)]
    follow: FollowArgs,
    #[command(flatten)]
    lock: LockArgs,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let options = SessionOptions { lock: args.lock, ..SessionOptions::default() };
    let (session, environment) = context.session_in(&args.environment, options)?;
    let request = RedeployRequest { services: args.services, follow: args.follow.follow() };
    let redeployed = commands::redeploy(&session, &environment, request).await?;
    let verb = if args.follow.no_wait { "asked ECS to redeploy" } else { "redeployed" };
    let services = redeployed.services.join(", ");
    Ok(CommandOutcome::done(match redeployed.continues {
        Some(stage) => format!("{services} {}", continues(&stage, &environment)),
        None => format!("{verb} {services}"),
    }))
}
