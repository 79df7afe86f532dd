//! `deploy push`.

use deploy_core::release::Push;

use super::build::counted;
use super::{Desk, build_tag};
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: args::Push) -> Ended {
    let run = desk.run(args.images.files.files, false)?;
    let request = Push { tag: build_tag(args.images.tag.tag)?, services: args.images.services };
    let images = run.push(request).await?;
    Ok(Outcome::done(format!("the registry has {}", counted(images))))
}
