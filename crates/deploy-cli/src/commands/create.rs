use deploy_core::commands;

use crate::args::{BuildFileArgs, ConsentArgs, EnvironmentArgs, LockArgs};
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    #[command(flatten)]
    build_files: BuildFileArgs,
    #[command(flatten)]
    consent: ConsentArgs,
    #[command(flatten)]
    lock: LockArgs,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let options =
        SessionOptions { build_files: args.build_files.files, consent: args.consent, lock: args.lock };
    let (session, environment) = context.session_in(&args.environment, options)?;
    let is_new = commands::create(&session, &environment).await?;
    let name = &environment.name;
    Ok(CommandOutcome::done(if is_new {
        format!("{name} is ready")
    } else {
        format!("{name} already exists")
    }))
}
