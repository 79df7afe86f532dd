use deploy_core::commands::{self, ResumeRequest, Resumed, RunRecord};
use deploy_core::project::EnvironmentConfig;

use crate::args::{AllowDestroyArgs, ConsentArgs, EnvironmentArgs, FollowArgs, LockArgs};
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult, applied_message, waited_message};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    #[command(flatten)]
    consent: ConsentArgs,
    #[command(flatten)]
    allow_destroy: AllowDestroyArgs,
    #[command(flatten)]
    follow: FollowArgs,
    #[command(flatten)]
    lock: LockArgs,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let options = SessionOptions { consent: args.consent, lock: args.lock, ..SessionOptions::default() };
    let (session, environment) = context.session_in(&args.environment, options)?;
    let (allow_destroy, follow) = (args.allow_destroy.allowed(), args.follow.follow());
    let request = ResumeRequest { allow_destroy, follow };
    let resumed = commands::resume(&session, &environment, request).await?;
    Ok(CommandOutcome::done(message(&resumed, &environment)))
}

fn message(resumed: &Resumed, environment: &EnvironmentConfig) -> String {
    let name = &environment.name;
    match resumed {
        Resumed::Nothing(None) => format!("nothing to resume: no run has changed {name}"),
        Resumed::Nothing(Some(last)) => {
            let RunRecord { command, started, .. } = &**last;
            format!("nothing to resume: the last run in {name}, `{command}` of {started:.0}, has ended")
        }
        Resumed::Applied(applied) => applied_message(applied, environment),
        Resumed::Followed(waited) => waited_message(waited, environment),
    }
}
