//! `deploy create`.

use super::Desk;
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: args::Create) -> Ended {
    let (run, environment) = desk.run_in(&args.environment, args.files.files, args.consent.yes)?;
    let made = run.create(&environment).await?;
    let name = &environment.name;
    Ok(Outcome::done(if made {
        format!("{name} is ready")
    } else {
        format!("{name} was there already and is ready")
    }))
}
