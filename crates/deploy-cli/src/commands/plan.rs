//! `deploy plan`.

use deploy_core::commands::{self, PlanRequest};

use super::Desk;
use crate::args;
use crate::exit::Exit;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: args::Plan) -> Ended {
    let (session, environment) = desk.session_in(&args.environment, Vec::new(), false)?;
    let planned =
        commands::plan(&session, &environment, PlanRequest { tag: args.tag, out: args.out }).await?;
    let name = &environment.name;
    if !planned.changes {
        return Ok(Outcome::done(format!("{name} is as planned: no changes")));
    }
    let exit = if args.detailed_exitcode { Exit::Changes } else { Exit::Done };
    Ok(Outcome { exit, message: Some(format!("there are changes for {name}")) })
}
