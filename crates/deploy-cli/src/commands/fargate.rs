//! `deploy fargate`: its exit code is the container's own.

use std::env;

use deploy_core::release::{Fargate, Ran};

use super::Desk;
use crate::args;
use crate::exit::Exit;
use crate::outcome::{Ended, Outcome};
use crate::terminal::Terminal;

pub(super) async fn run(desk: &Desk, args: args::Fargate) -> Ended {
    let (run, environment) = desk.run_in(&args.environment, Vec::new(), false)?;
    let what = Fargate {
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
        user: ["USER", "LOGNAME"].iter().find_map(|name| env::var(name).ok().filter(|user| !user.is_empty())),
    };
    let ran = run.fargate(&environment, what).await?;
    if ran.exit_code.is_none() && !desk.global.json {
        Terminal::data(&ran.task);
    }
    Ok(outcome(&ran))
}

/// A container that failed has said so in the line before.
fn outcome(ran: &Ran) -> Outcome {
    match ran.exit_code {
        None => Outcome::done(format!("started {}", ran.task)),
        Some(0) => Outcome::done(format!("{} ended well", ran.task)),
        Some(code) => Outcome { exit: Exit::Child(code), message: None },
    }
}
