//! `deploy fargate`: its exit code is the container's own.

use deploy_core::commands::{self, FargateRequest, FargateResult};
use deploy_core::env_var;

use super::Desk;
use crate::args;
use crate::exit::Exit;
use crate::outcome::{Ended, Outcome};
use crate::terminal::Terminal;

pub(super) async fn run(desk: &Desk, args: args::Fargate) -> Ended {
    let (session, environment) = desk.session_in(&args.environment, Vec::new(), false)?;
    let request = FargateRequest {
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
    };
    let ran = commands::fargate(&session, &environment, request).await?;
    if ran.exit_code.is_none() && !desk.global.json {
        Terminal::data(&ran.task);
    }
    Ok(outcome(&ran))
}

/// A container that failed has said so in the line before.
fn outcome(ran: &FargateResult) -> Outcome {
    match ran.exit_code {
        None => Outcome::done(format!("started {}", ran.task)),
        Some(0) => Outcome::done(format!("{} ended well", ran.task)),
        Some(code) => Outcome { exit: Exit::Child(code), message: None },
    }
}
