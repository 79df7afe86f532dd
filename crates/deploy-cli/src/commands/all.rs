//! `deploy all`.

use deploy_core::commands::{self, AllRequest};
use deploy_core::env_var;
use deploy_core::error::{Failure, Kind};
use deploy_core::types::Tag;

use super::build::build_settings;
use super::{Desk, brought_out, build_tag, follow};
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
    if args.tag.is_none() && env_var::read::<Tag>(env_var::TAG)?.is_none() {
        return Err(NoTag.into());
    }
    let (session, environment) = desk.session_in(&args.environment, args.files.files, args.consent.yes)?;
    let request = AllRequest {
        tag: build_tag(args.tag)?,
        build: build_settings(&args.how),
        follow: follow(&args.rollout),
    };
    let applied = commands::all(&session, &environment, request).await?;
    Ok(brought_out(&applied, &environment))
}
