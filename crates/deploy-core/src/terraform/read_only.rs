//! Runs a command that changes nothing, so that it may be run again.
//!
//! It stands above `command`, through which `init` itself runs.

use std::ffi::OsString;

use super::command::{self, CommandOutput};
use super::diagnostics::Diagnostic;
use super::error::Error;
use super::init;
use super::terraform::Terraform;

/// Runs in the environment's workspace, and fails unless it ends with one of `codes`. Where only an `init` is missing,
/// initialises and runs again, once. `text` gets each line of standard output at once.
pub(super) async fn run(
    terraform: &Terraform,
    args: &[OsString],
    codes: &[i32],
    mut text: impl FnMut(&str),
) -> Result<CommandOutput, Error> {
    let mut output = command::run(terraform, terraform.program()?, args, &mut text).await?;
    if !codes.contains(&output.exit.code()) && output.diagnostics().iter().any(Diagnostic::needs_init) {
        terraform.context().events.note("Terraform needs to be initialised again");
        init::initialise(terraform).await?;
        output = command::run(terraform, terraform.program()?, args, &mut text).await?;
    }
    command::finish(terraform, &output, codes)?;
    Ok(output)
}
