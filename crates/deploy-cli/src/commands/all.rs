use deploy_core::commands::{self, AllRequest, ChosenTag};
use deploy_core::env_var;
use deploy_core::error::{Failure, Hint, Kind, Setting};
use deploy_core::types::Tag;

use crate::args::{
    AllowDestroyArgs, BuildFileArgs, BuildSettingsArgs, ConsentArgs, EnvironmentArgs, FollowArgs, LockArgs,
    ProfileArgs,
};
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult, applied_message};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    /// The images' tag; it checks nothing out of git [default: $DEPLOY_TAG; one of them must be given]
    #[arg(long, value_name = "TAG")]
    tag: Option<Tag>,
    #[command(flatten)]
    build_files: BuildFileArgs,
    #[command(flatten)]
    profiles: ProfileArgs,
    #[command(flatten)]
    settings: BuildSettingsArgs,
    #[command(flatten)]
    consent: ConsentArgs,
    #[command(flatten)]
    lock: LockArgs,
    #[command(flatten)]
    allow_destroy: AllowDestroyArgs,
    #[command(flatten)]
    follow: FollowArgs,
}

/// What is built and rolled out must be named: `latest` does not identify what runs.
#[derive(Debug, thiserror::Error)]
#[error("no tag is given")]
struct NoTag;

impl Failure for NoTag {
    fn kind(&self) -> Kind {
        Kind::Usage
    }

    fn hints(&self) -> Vec<Hint> {
        vec![Hint::set(Setting::Tag, "pass {}, or set DEPLOY_TAG")]
    }
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let from_environment = env_var::read(env_var::TAG)?;
    if args.tag.is_none() && from_environment.is_none() {
        return Err(NoTag.into());
    }
    let options =
        SessionOptions { build_files: args.build_files.files, consent: args.consent, lock: args.lock };
    let (session, environment) = context.session_in(&args.environment, options)?;
    let request = AllRequest {
        tag: ChosenTag::choose(args.tag, from_environment),
        build: args.settings.settings(&args.profiles),
        allow_destroy: args.allow_destroy.allowed(),
        follow: args.follow.follow(),
    };
    let applied = commands::all(&session, &environment, request).await?;
    Ok(CommandOutcome::done(applied_message(&applied, &environment)))
}
