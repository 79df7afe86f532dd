//! `deploy tf`: its exit code is Terraform's own.

use deploy_core::commands;

use super::Desk;
use crate::args;
use crate::exit::Exit;
use crate::outcome::{Ended, Outcome};
use crate::terminal::Terminal;

pub(super) async fn run(desk: &Desk, args: args::Tf) -> Ended {
    let (session, environment) = desk.session_in(&args.environment, Vec::new(), false)?;
    let code = commands::tf(&session, &environment, args.tag, &args.args, Terminal::can_ask()).await?;
    Ok(Outcome { exit: if code == 0 { Exit::Done } else { Exit::Child(code) }, message: None })
}
