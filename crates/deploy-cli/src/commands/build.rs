use deploy_core::commands::{self, BuildOutcome, BuildPlan, BuildRequest};
use serde::Serialize;

use crate::args::{BuildSettingsArgs, ImageArgs};
use crate::command_context::CommandContext;
use crate::outcome::{CommandOutcome, CommandResult, image_count};
use crate::output::build_tree;
use crate::output::json::write_document;
use crate::output::streams::write_answer_line;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    images: ImageArgs,
    #[command(flatten)]
    settings: BuildSettingsArgs,
    /// Show what would be built, in which order, and build nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// The answer to `--dry-run --json`.
#[derive(Debug, Serialize)]
struct Document {
    schema: u8,
    r#type: &'static str,
    #[serde(flatten)]
    plan: BuildPlan,
}

pub(crate) async fn run(context: &CommandContext, args: Args) -> CommandResult {
    let tag = args.images.tag();
    let session = context.session(args.images.build_files.files)?;
    let request = BuildRequest {
        tag: tag?,
        services: args.images.services,
        build: args.settings.settings(&args.images.profiles),
        dry_run: args.dry_run,
    };
    match commands::build(&session, request).await? {
        BuildOutcome::Built(images) => Ok(CommandOutcome::done(format!("built {}", image_count(images)))),
        BuildOutcome::Planned(plan) if context.global.json => {
            write_document(&Document { schema: 1, r#type: "build_plan", plan });
            Ok(CommandOutcome::answered())
        }
        BuildOutcome::Planned(plan) => {
            for line in build_tree::lines(&plan) {
                write_answer_line(&line);
            }
            let images = image_count(plan.images.len());
            Ok(CommandOutcome::done(format!(
                "would build {images}; those with the same number at the same time"
            )))
        }
    }
}
