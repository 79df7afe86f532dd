use deploy_core::commands;
use serde_json::json;

use crate::command_context::CommandContext;
use crate::outcome::{CommandOutcome, CommandResult};
use crate::output::json::write_document;
use crate::output::streams::write_stdout_line;

/// A program that is missing is part of the answer, and is no error.
pub(crate) async fn run(context: &CommandContext) -> CommandResult {
    let session = context.session(Vec::new())?;
    let versions = commands::versions(&session).await;
    let deploy = env!("CARGO_PKG_VERSION");
    if context.global.json {
        write_document(&json!({
            "deploy": deploy,
            "terraform": versions.terraform.as_ref().ok(),
            "compose": versions.compose.as_ref().ok(),
            "engine": versions.engine.as_ref().ok(),
        }));
        return Ok(CommandOutcome::answered());
    }
    write_stdout_line(&format!("deploy {deploy}"));
    for found in [versions.terraform, versions.compose, versions.engine] {
        write_stdout_line(&found.unwrap_or_else(|error| format!("missing: {error}")));
    }
    Ok(CommandOutcome::answered())
}
