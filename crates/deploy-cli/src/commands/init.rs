use deploy_core::commands::{self, InitRequest};

use crate::args::EnvironmentArgs;
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    /// Take newer providers and modules, and write the lock file
    #[arg(long)]
    upgrade: bool,
    /// Forget the backend's saved configuration
    #[arg(long)]
    reconfigure: bool,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let (session, environment) = context.session_in(&args.environment, SessionOptions::default())?;
    let request = InitRequest { upgrade: args.upgrade, reconfigure: args.reconfigure };
    commands::init(&session, &environment, request).await?;
    Ok(CommandOutcome::done(format!("Terraform is initialised for {}", environment.name)))
}
