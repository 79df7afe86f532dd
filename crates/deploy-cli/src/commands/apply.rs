//! `deploy apply`.

use deploy_core::commands::{self, ApplyRequest, PlanSource};

use super::{Desk, brought_out, follow};
use crate::args;
use crate::outcome::Ended;

pub(super) async fn run(desk: &Desk, args: args::Apply) -> Ended {
    let (session, environment) = desk.session_in(&args.environment, Vec::new(), args.consent.yes)?;
    let source = args.plan.map_or(PlanSource::Tag(args.tag), PlanSource::File);
    let request = ApplyRequest { source, follow: follow(&args.rollout) };
    let applied = commands::apply(&session, &environment, request).await?;
    Ok(brought_out(&applied, &environment))
}
