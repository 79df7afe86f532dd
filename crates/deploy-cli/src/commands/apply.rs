//! `deploy apply`.

use deploy_core::release::{Apply, What};

use super::{Desk, follow, rolled_out};
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: args::Apply) -> Ended {
    let (run, environment) = desk.run_in(&args.environment, Vec::new(), args.consent.yes)?;
    let what = args.plan.map_or(What::Tag(args.tag), What::Plan);
    let tag = run.apply(&environment, Apply { what, follow: follow(&args.rollout) }).await?;
    Ok(Outcome::done(format!("{tag} {} in {}", rolled_out(&args.rollout), environment.name)))
}
