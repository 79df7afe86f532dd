//! `deploy create`.

use deploy_core::commands;

use super::Desk;
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: args::Create) -> Ended {
    let (session, environment) = desk.session_in(&args.environment, args.files.files, args.consent.yes)?;
    let made = commands::create(&session, &environment).await?;
    let name = &environment.name;
    Ok(Outcome::done(if made {
        format!("{name} is ready")
    } else {
        format!("{name} was there already and is ready")
    }))
}
