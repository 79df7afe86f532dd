//! `deploy build`.

use std::convert::Infallible;

use deploy_core::commands::{self, BuildRequest, BuildSettings};

use super::{Desk, build_tag};
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: args::Build) -> Ended {
    let session = desk.session(args.images.files.files, false)?;
    let request = BuildRequest {
        tag: build_tag(args.images.tag.tag)?,
        services: args.images.services,
        build: build_settings(&args.how),
        dry_run: args.dry_run,
    };
    let images = commands::build(&session, request).await?;
    Ok(Outcome::done(format!("{} {}", if args.dry_run { "would build" } else { "built" }, counted(images))))
}

pub(super) fn build_settings(how: &args::BuildHow) -> BuildSettings {
    let arg = |word: &String| word.parse().unwrap_or_else(|never: Infallible| match never {});
    BuildSettings { no_cache: how.no_cache, args: how.build_args.iter().map(arg).collect() }
}

pub(super) fn counted(images: usize) -> String {
    format!("{images} image{}", if images == 1 { "" } else { "s" })
}
