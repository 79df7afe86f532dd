use deploy_core::commands::{self, FargateRequest, FargateResult};
use deploy_core::env_var;
use deploy_core::types::{PositiveDuration, Tag};

use crate::args::EnvironmentArgs;
use crate::command_context::{CommandContext, SessionOptions};
use crate::outcome::{CommandOutcome, CommandResult};
use crate::output::streams::write_stdout_line;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    environment: EnvironmentArgs,
    /// The tag of the container's image [default: the one in the task definition]
    #[arg(long, value_name = "TAG")]
    tag: Option<Tag>,
    /// The container that runs the command [default: the only one]
    #[arg(long, value_name = "NAME")]
    container: Option<String>,
    /// The task's CPU units, 1024 for one vCPU [default: the task definition's]
    #[arg(long, value_name = "UNITS")]
    cpu: Option<u32>,
    /// The task's memory in MiB [default: the task definition's]
    #[arg(long, value_name = "MIB")]
    memory: Option<u32>,
    /// A subnet; may be repeated [default: all of the output subnet_ids]
    #[arg(long = "subnet", value_name = "ID")]
    subnets: Vec<String>,
    /// A security group; may be repeated [default: the output security_group]
    #[arg(long = "security-group", value_name = "ID")]
    security_groups: Vec<String>,
    /// Give the task a public address, as it needs in a subnet without NAT
    #[arg(long)]
    public_ip: bool,
    /// Start the task, print its ARN, and do not wait
    #[arg(long, conflicts_with = "timeout")]
    detach: bool,
    /// Stop the task if it takes longer, such as 10m [default: no limit]
    #[arg(long, value_name = "DURATION")]
    timeout: Option<PositiveDuration>,
    /// How often to look [default: every second at first, then less often]
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    poll_interval: Option<PositiveDuration>,
    /// The command and its arguments, after `--` if it begins with a dash [default: the task definition's]
    #[arg(value_name = "COMMAND", trailing_var_arg = true)]
    command: Vec<String>,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let (session, environment) = context.session_in(&args.environment, SessionOptions::default())?;
    let result = commands::fargate(&session, &environment, args.into()).await?;
    if result.exit_code.is_none() && !context.global.json {
        write_stdout_line(&result.task);
    }
    Ok(outcome(&result))
}

impl From<Args> for FargateRequest {
    fn from(args: Args) -> Self {
        Self {
            tag: args.tag,
            container: args.container,
            command: args.command,
            cpu: args.cpu,
            memory: args.memory,
            subnets: args.subnets,
            security_groups: args.security_groups,
            public_ip: args.public_ip,
            detach: args.detach,
            timeout: args.timeout.map(|it| it.0),
            every: args.poll_interval.map(|it| it.0),
            user: ["USER", "LOGNAME"].into_iter().find_map(env_var::text),
        }
    }
}

/// A container that failed needs no message: its end was shown when it came.
fn outcome(result: &FargateResult) -> CommandOutcome {
    match result.exit_code {
        None => CommandOutcome::done(format!("started {}", result.task)),
        Some(0) => CommandOutcome::done(format!("{} succeeded", result.task)),
        Some(code) => CommandOutcome::of_child(code),
    }
}
