//! `deploy redeploy`.

use deploy_core::commands::{self, RedeployRequest};

use super::{Desk, follow};
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: args::Redeploy) -> Ended {
    let (session, environment) = desk.session_in(&args.environment, Vec::new(), false)?;
    let request = RedeployRequest { services: args.services, follow: follow(&args.rollout) };
    let redeployed = commands::redeploy(&session, &environment, request).await?;
    let verb = if args.rollout.no_wait { "asked ECS to redeploy" } else { "redeployed" };
    Ok(Outcome::done(format!("{verb} {}", redeployed.services.join(", "))))
}
