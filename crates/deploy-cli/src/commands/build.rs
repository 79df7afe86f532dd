//! `deploy build`.

use deploy_core::build::BuildArg;
use deploy_core::release::Build;

use super::{Desk, build_tag};
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: args::Build) -> Ended {
    let run = desk.run(args.images.files.files, false)?;
    let request = Build {
        tag: build_tag(args.images.tag.tag)?,
        services: args.images.services,
        no_cache: args.how.no_cache,
        args: build_args(&args.how),
        dry_run: args.dry_run,
    };
    let images = run.build(request).await?;
    Ok(Outcome::done(format!("{} {}", if args.dry_run { "would build" } else { "built" }, counted(images))))
}

pub(super) fn build_args(how: &args::BuildHow) -> Vec<BuildArg> {
    how.build_args
        .iter()
        .map(|word| word.parse().unwrap_or_else(|never: std::convert::Infallible| match never {}))
        .collect()
}

pub(super) fn counted(images: usize) -> String {
    format!("{images} image{}", if images == 1 { "" } else { "s" })
}
