use std::ffi::OsString;

use deploy_core::commands;
use deploy_core::types::Tag;

use crate::args::{ConfirmArgs, ConsentArgs, EnvironmentArgs, LockArgs};
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};
use crate::output::question::reads_terminal;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    /// The tag, for sub-commands that take variables [default: the one that was applied last, then latest]
    #[arg(long, value_name = "TAG")]
    tag: Option<Tag>,
    #[command(flatten)]
    confirm: ConfirmArgs,
    #[command(flatten)]
    lock: LockArgs,
    /// Terraform's sub-command and its arguments
    #[arg(id = "args", value_name = "ARGS", required = true, last = true)]
    command: Vec<OsString>,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let consent = ConsentArgs { yes: false, confirm: args.confirm };
    let options = SessionOptions { consent, lock: args.lock, ..SessionOptions::default() };
    let (session, environment) = context.session_in(&args.environment, options)?;
    let code = commands::tf(&session, &environment, args.tag, &args.command, reads_terminal()).await?;
    Ok(CommandOutcome::of_child(code))
}
