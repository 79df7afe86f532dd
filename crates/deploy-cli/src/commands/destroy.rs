//! `deploy destroy`.

use deploy_core::commands;

use super::Desk;
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: &args::Destroy) -> Ended {
    let (session, environment) = desk.session_in(&args.environment, Vec::new(), args.consent.yes)?;
    commands::destroy(&session, &environment).await?;
    Ok(Outcome::done(format!("nothing that Terraform made is left in {}", environment.name)))
}
