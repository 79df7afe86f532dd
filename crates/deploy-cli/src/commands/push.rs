use deploy_core::commands::{self, PushRequest};

use crate::args::ImageArgs;
use crate::command_context::CommandContext;
use crate::outcome::{CommandOutcome, CommandResult, image_count};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    images: ImageArgs,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let tag = args.images.tag();
    let session = context.session(args.images.build_files.files)?;
    let request =
        PushRequest { tag: tag?, services: args.images.services, profiles: args.images.profiles.profiles };
    let images = commands::push(&session, request).await?;
    Ok(CommandOutcome::done(format!("the registry has {}", image_count(images))))
}
