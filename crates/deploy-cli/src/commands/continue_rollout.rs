use deploy_core::commands::{self, ContinueRequest, Decision};

use crate::args::EnvironmentArgs;
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The service, by its label in the `services` output or by its name
    #[arg(value_name = "SERVICE")]
    service: String,
    #[command(flatten)]
    environment: EnvironmentArgs,
    /// Roll the rollout back instead
    #[arg(long)]
    rollback: bool,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let (session, environment) = context.session_in(&args.environment, SessionOptions::default())?;
    let decision = if args.rollback { Decision::RollBack } else { Decision::Continue };
    let request = ContinueRequest { service: args.service, decision };
    let continued = commands::continue_rollout(&session, &environment, request).await?;
    let verb = if args.rollback { "is rolled back" } else { "continues" };
    let hooks = continued.pauses.iter().map(|pause| format!("{} (hook {})", pause.stage, pause.hook));
    let hooks: Vec<_> = hooks.collect();
    let (service, name) = (continued.service, environment.name);
    let wait = format!("`deploy wait --env {name} {service}` follows it");
    Ok(CommandOutcome::done(format!("{service} {verb} from {}; {wait}", hooks.join(", "))))
}
