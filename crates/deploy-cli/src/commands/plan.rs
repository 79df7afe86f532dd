use std::path::PathBuf;

use deploy_core::commands::{self, ChosenTag, PlanRequest};
use deploy_core::env_var;
use deploy_core::types::Tag;

use crate::args::EnvironmentArgs;
use crate::command_context::{CommandContext, SessionOptions};
use crate::exit_code::ExitCode;
use crate::outcome::{CommandOutcome, CommandResult};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    /// The tag to plan with [default: $DEPLOY_TAG, then the one that the services run]
    #[arg(long, value_name = "TAG")]
    tag: Option<Tag>,
    /// Save the plan for `deploy apply --plan FILE`
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Exit with 2 if there are changes
    #[arg(long)]
    detailed_exitcode: bool,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let (session, environment) = context.session_in(&args.environment, SessionOptions::default())?;
    let tag = ChosenTag::given(args.tag, env_var::read(env_var::TAG)?);
    let request = PlanRequest { tag, out: args.out };
    let planned = commands::plan(&session, &environment, request).await?;
    let name = &environment.name;
    if !planned.changes {
        return Ok(CommandOutcome::done("no changes"));
    }
    let exit = if args.detailed_exitcode { ExitCode::Changes } else { ExitCode::Done };
    Ok(CommandOutcome { exit, message: Some(format!("{name} has changes")) })
}
