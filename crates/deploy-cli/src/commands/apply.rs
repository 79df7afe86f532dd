use std::path::PathBuf;

use deploy_core::commands::{self, ApplyRequest, ChosenTag, PlanSource};
use deploy_core::env_var;
use deploy_core::types::Tag;

use crate::args::{AllowDestroyArgs, ConsentArgs, EnvironmentArgs, FollowArgs, LockArgs};
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult, applied_message};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    /// The tag to apply [default: $DEPLOY_TAG, then the one that the services run]
    #[arg(long, value_name = "TAG", conflicts_with = "plan")]
    tag: Option<Tag>,
    /// Apply a plan that was saved with `deploy plan --out FILE`
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    #[command(flatten)]
    consent: ConsentArgs,
    #[command(flatten)]
    lock: LockArgs,
    #[command(flatten)]
    allow_destroy: AllowDestroyArgs,
    #[command(flatten)]
    follow: FollowArgs,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let options = SessionOptions { consent: args.consent, lock: args.lock, ..SessionOptions::default() };
    let (session, environment) = context.session_in(&args.environment, options)?;
    let source = match args.plan {
        Some(file) => PlanSource::File(file),
        None => PlanSource::Tag(ChosenTag::given(args.tag, env_var::read(env_var::TAG)?)),
    };
    let (allow_destroy, follow) = (args.allow_destroy.allowed(), args.follow.follow());
    let request = ApplyRequest { source, allow_destroy, follow };
    let applied = commands::apply(&session, &environment, request).await?;
    Ok(CommandOutcome::done(applied_message(&applied, &environment)))
}
