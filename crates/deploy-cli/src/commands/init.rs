//! `deploy init`.

use deploy_core::commands::{self, InitRequest};

use super::Desk;
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: &args::Init) -> Ended {
    let (session, environment) = desk.session_in(&args.environment, Vec::new(), false)?;
    let request = InitRequest { upgrade: args.upgrade, reconfigure: args.reconfigure };
    commands::init(&session, &environment, request).await?;
    Ok(Outcome::done(format!("Terraform is initialised for {}", environment.name)))
}
