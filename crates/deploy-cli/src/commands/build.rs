use deploy_core::commands::{self, BuildRequest};

use crate::args::{BuildSettingsArgs, ImageArgs};
use crate::command_context::CommandContext;
use crate::outcome::{CommandOutcome, CommandResult, image_count};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    images: ImageArgs,
    #[command(flatten)]
    settings: BuildSettingsArgs,
    /// Show what would be built, in which order, and build nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let tag = args.images.tag();
    let session = context.session(args.images.build_files.files)?;
    let request = BuildRequest {
        tag: tag?,
        services: args.images.services,
        build: args.settings.settings(),
        dry_run: args.dry_run,
    };
    let images = commands::build(&session, request).await?;
    let verb = if args.dry_run { "would build" } else { "built" };
    Ok(CommandOutcome::done(format!("{verb} {}", image_count(images))))
}
