//! `deploy apply`.

use deploy_core::release::{Apply, What};

use super::{Desk, brought_out, follow};
use crate::args;
use crate::outcome::Ended;

pub(super) async fn run(desk: &Desk, args: args::Apply) -> Ended {
    let (run, environment) = desk.run_in(&args.environment, Vec::new(), args.consent.yes)?;
    let what = args.plan.map_or(What::Tag(args.tag), What::Plan);
    let applied = run.apply(&environment, Apply { what, follow: follow(&args.rollout) }).await?;
    Ok(brought_out(&applied, &environment))
}
