use std::path::PathBuf;

use deploy_core::commands::{Vendored, vendor_modules};

use crate::command_context::CommandContext;
use crate::outcome::{CommandOutcome, CommandResult};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Args {
    /// Write the modules into a folder, with their version and checksums
    ///
    /// What was changed by hand since the last time is named, and is not overwritten.
    Vendor {
        /// The folder, such as terraform/modules
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Overwrite what was changed by hand
        #[arg(long)]
        force: bool,
    },
}

pub(crate) fn run(context: &CommandContext, args: &Args) -> CommandResult {
    let Args::Vendor { folder, force } = args;
    let version = env!("CARGO_PKG_VERSION");
    let Vendored { written, removed, files } =
        vendor_modules(&context.context, &context.folder().join(folder), version, *force)?;
    let name = folder.display();
    Ok(CommandOutcome::done(if written + removed == 0 {
        format!("{name} already has the {files} files of the modules {version}")
    } else {
        format!("wrote {written} files of the modules {version} to {name}, removed {removed}")
    }))
}
