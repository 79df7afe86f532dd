//! `deploy redeploy`.

use deploy_core::release::Redeploy;

use super::{Desk, follow};
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: args::Redeploy) -> Ended {
    let (run, environment) = desk.run_in(&args.environment, Vec::new(), false)?;
    let request = Redeploy { services: args.services, follow: follow(&args.rollout) };
    let redeployed = run.redeploy(&environment, request).await?;
    let verb = if args.rollout.no_wait { "asked ECS to redeploy" } else { "redeployed" };
    Ok(Outcome::done(format!("{verb} {}", redeployed.services.join(", "))))
}
