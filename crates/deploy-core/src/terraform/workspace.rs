//! Whether an environment's workspace exists, and making one.
//!
//! The listing is read where the states lie; other backends answer `workspace list`, which makes none.

use super::arguments::{self, words};
use super::backend::{self, Backend, DEFAULT};
use super::command;
use super::error::Error;
use super::init;
use super::terraform::Terraform;
use crate::aws::AwsConnection;

/// Initialises the data folder, writes the lock file, and checks the configuration. Returns whether the workspace exists.
pub(crate) async fn initialise(terraform: &Terraform) -> Result<bool, Error> {
    init::initialise_and_write_lock_file(terraform).await?;
    let program = command::program_in_default_workspace(terraform)?;
    let mut args = words(&["validate"]);
    args.extend(arguments::color(terraform.settings()));
    let output = command::run(terraform, &program, &args, |_| {}).await?;
    command::finish(terraform, &output, &[0])?;
    let name = terraform.workspace().as_str();
    Ok(list(terraform).await?.iter().any(|known| known == name))
}

/// Makes the workspace. The data folder must be initialised.
pub(crate) async fn create(terraform: &Terraform) -> Result<(), Error> {
    let program = command::program_without_workspace(terraform)?;
    let mut args = words(&["workspace", "select", "-or-create=true"]);
    args.extend(arguments::color(terraform.settings()));
    args.push(terraform.workspace().as_str().into());
    command::run_streaming(terraform, &program, &args).await?;
    require_among(terraform, list(terraform).await?)
}

/// Fails with the known ones if the workspace does not exist. The data folder must be initialised.
pub(crate) async fn require(terraform: &Terraform, aws: &AwsConnection) -> Result<(), Error> {
    let name = terraform.workspace().as_str();
    if name == DEFAULT {
        return Ok(());
    }
    let known = match backend::of(terraform)? {
        Backend::Local(local) => local.workspaces(),
        Backend::S3(s3) => {
            let aws = aws.get().await?;
            if s3.has_workspace(name, aws).await? {
                return Ok(());
            }
            s3.workspaces(aws).await?
        }
        Backend::Other => list(terraform).await?,
    };
    require_among(terraform, known)
}

fn require_among(terraform: &Terraform, known: Vec<String>) -> Result<(), Error> {
    if known.iter().any(|known| known == terraform.workspace().as_str()) {
        return Ok(());
    }
    let name = terraform.environment();
    Err(Error::UnknownWorkspace { name: name.clone(), known: Some(known) })
}

async fn list(terraform: &Terraform) -> Result<Vec<String>, Error> {
    let program = command::program_without_workspace(terraform)?;
    let output = command::run(terraform, &program, &words(&["workspace", "list"]), |_| {}).await?;
    command::finish(terraform, &output, &[0])?;
    Ok(parse_list(&output.stdout))
}

/// `* ` stands before the chosen one; after the list there may be a remark.
fn parse_list(lines: &[String]) -> Vec<String> {
    let names = lines.iter().take_while(|line| !line.trim().is_empty());
    names.map(|line| line.trim_start_matches(['*', ' ']).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_ends_before_the_remark() {
        let lines = ["  default", "* dev", "", "", "The active workspace is being overridden"];
        assert_eq!(parse_list(&lines.map(str::to_owned)), ["default", "dev"]);
    }
}
