//! `deploy init`.

use deploy_core::release::Init;

use super::Desk;
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: &args::Init) -> Ended {
    let (run, environment) = desk.run_in(&args.environment, Vec::new(), false)?;
    run.init(&environment, Init { upgrade: args.upgrade, reconfigure: args.reconfigure }).await?;
    Ok(Outcome::done(format!("Terraform is initialised for {}", environment.name)))
}
