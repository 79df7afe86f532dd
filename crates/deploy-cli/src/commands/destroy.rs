//! `deploy destroy`.

use super::Desk;
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: &args::Destroy) -> Ended {
    let (run, environment) = desk.run_in(&args.environment, Vec::new(), args.consent.yes)?;
    run.destroy(&environment).await?;
    Ok(Outcome::done(format!("nothing that Terraform made is left in {}", environment.name)))
}
