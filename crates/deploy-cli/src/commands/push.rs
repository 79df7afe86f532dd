//! `deploy push`.

use deploy_core::commands::{self, PushRequest};

use super::build::counted;
use super::{Desk, build_tag};
use crate::args;
use crate::outcome::{Ended, Outcome};

pub(super) async fn run(desk: &Desk, args: args::Push) -> Ended {
    let session = desk.session(args.images.files.files, false)?;
    let request = PushRequest { tag: build_tag(args.images.tag.tag)?, services: args.images.services };
    let images = commands::push(&session, request).await?;
    Ok(Outcome::done(format!("the registry has {}", counted(images))))
}
