//! Which version of the program it is.

use serde::Deserialize;

use super::error::Error;
use super::terraform::Terraform;
use crate::context::Context;
use crate::process::Program;

/// `workspace select -or-create` came with 1.4; the modules that we ship say 1.5.
const MINIMUM: (u32, u32) = (1, 5);
const MINIMUM_NAME: &str = "1.5";
const REASON: &str = "for `workspace select -or-create` and the modules";

#[derive(Deserialize)]
struct Answer {
    // OpenTofu's answer has the same key.
    terraform_version: String,
}

/// The version of a program on PATH, wherever it would be run.
pub(crate) async fn installed(program: &str, context: &Context) -> Result<String, Error> {
    ask(&Program::find(program, context)?).await
}

/// The program's version, which is asked for once; one that is too old is an error.
pub(super) async fn of(terraform: &Terraform) -> Result<&str, Error> {
    let version = terraform.version_cell().get_or_try_init(async || ask(terraform.program()?).await).await?;
    Ok(version)
}

async fn ask(program: &Program) -> Result<String, Error> {
    let output = program.clone().quick().read(&["version", "-json"]).await?;
    output.exit.success()?;
    let answer: Answer = serde_json::from_str(&output.stdout).map_err(|error| Error::Unreadable {
        what: format!("the output of `{} version -json`", program.name()),
        reason: error.to_string(),
    })?;
    let found = answer.terraform_version;
    if is_old(&found) {
        let program = program.name().to_owned();
        return Err(Error::TooOld { program, found, minimum: MINIMUM_NAME, reason: REASON });
    }
    Ok(found)
}

/// What cannot be read as a version (a build of one's own) is not called old.
fn is_old(version: &str) -> bool {
    let mut parts = version.split(['.', '-']).map(str::parse::<u32>);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) < MINIMUM,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(is_old("0.11.14") && is_old("1.4.7") && is_old("1.3.0-beta1"));
        assert!(!is_old("1.5.0") && !is_old("1.11.4") && !is_old("2.0.0") && !is_old("dev"));
    }
}
