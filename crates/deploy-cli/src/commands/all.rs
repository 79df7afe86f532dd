//! `deploy all`.

use deploy_core::error::{Failure, Kind};
use deploy_core::release::All;

use super::build::build_args;
use super::{Desk, brought_out, build_tag, follow, variable};
use crate::args;
use crate::outcome::Ended;

/// `all` makes and rolls out a version: which one is not left to chance.
#[derive(Debug, thiserror::Error)]
#[error("no tag was given")]
struct NoTag;

impl Failure for NoTag {
    fn kind(&self) -> Kind {
        Kind::Usage
    }

    fn hint(&self) -> Option<String> {
        Some("name it with --tag, or set DEPLOY_TAG".to_owned())
    }
}

pub(super) async fn run(desk: &Desk, args: args::All) -> Ended {
    if args.tag.is_none() && env_var::read::<deploy_core::types::Tag>("DEPLOY_TAG")?.is_none() {
        return Err(NoTag.into());
    }
    let (run, environment) = desk.run_in(&args.environment, args.files.files, args.consent.yes)?;
    let request = All {
        tag: build_tag(args.tag)?,
        no_cache: args.how.no_cache,
        args: build_args(&args.how),
        follow: follow(&args.rollout),
    };
    let applied = run.all(&environment, request).await?;
    Ok(brought_out(&applied, &environment))
}
