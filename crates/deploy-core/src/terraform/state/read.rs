//! Reads the state without Terraform where that is possible (see [`Backend`]), else with `state pull`.

use super::outputs::Outputs;
use super::state::State;
use super::state_file::StateFile;
use crate::aws::AwsConnection;
use crate::terraform::arguments::words;
use crate::terraform::backend::{self, Backend, DEFAULT};
use crate::terraform::error::Error;
use crate::terraform::read_only;
use crate::terraform::terraform::Terraform;

/// What can be known of a state without Terraform.
enum Found {
    File(StateFile),
    /// There is none yet.
    Nothing,
    /// It is of another version, encrypted, or in a place that we cannot read.
    TerraformOnly,
}

/// The state of the environment; none where nothing was applied yet.
pub(crate) async fn state(terraform: &Terraform, aws: &AwsConnection) -> Result<Option<State>, Error> {
    let file = match find(terraform, aws).await? {
        Found::File(file) => Some(file),
        Found::Nothing => None,
        Found::TerraformOnly => pull(terraform).await?,
    };
    file.map(StateFile::state).transpose()
}

/// The outputs of what was applied last. Empty where nothing was.
pub(crate) async fn outputs(terraform: &Terraform, aws: &AwsConnection) -> Result<Outputs, Error> {
    match find(terraform, aws).await? {
        Found::File(file) => file.outputs(),
        Found::Nothing => Ok(Outputs::default()),
        Found::TerraformOnly => ask_terraform_for_outputs(terraform).await,
    }
}

/// The state; where only Terraform can read it, its outputs alone, which is all that most commands need.
pub(crate) async fn state_or_outputs(terraform: &Terraform, aws: &AwsConnection) -> Result<State, Error> {
    match find(terraform, aws).await? {
        Found::File(file) => file.state(),
        Found::Nothing => Ok(State::default()),
        Found::TerraformOnly => {
            Ok(State { outputs: ask_terraform_for_outputs(terraform).await?, ..State::default() })
        }
    }
}

async fn find(terraform: &Terraform, aws: &AwsConnection) -> Result<Found, Error> {
    find_in(terraform, terraform.workspace().as_str(), aws).await
}

/// Whether the workspace `default` has resources, where that can be known without Terraform.
pub(crate) async fn default_has_resources(terraform: &Terraform, aws: &AwsConnection) -> Result<bool, Error> {
    let found = find_in(terraform, DEFAULT, aws).await?;
    Ok(matches!(found, Found::File(file) if file.has_resources()))
}

async fn find_in(terraform: &Terraform, workspace: &str, aws: &AwsConnection) -> Result<Found, Error> {
    let text = match backend::of(terraform)? {
        Backend::Local(local) => local.read(workspace)?,
        Backend::S3(s3) => s3.read(workspace, aws.get().await?).await?,
        Backend::Other => return Ok(Found::TerraformOnly),
    };
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Found::Nothing) };
    let file = StateFile::parse(&text)?;
    Ok(if file.is_known() { Found::File(file) } else { Found::TerraformOnly })
}

/// Nothing of it is shown: a state holds secrets in clear.
pub(crate) async fn pull(terraform: &Terraform) -> Result<Option<StateFile>, Error> {
    let output = read_only::run(terraform, &words(&["state", "pull"]), &[0], |_| {}).await?;
    let text = output.stdout.join("\n");
    if text.trim().is_empty() { Ok(None) } else { StateFile::parse(text.as_bytes()).map(Some) }
}

pub(crate) async fn ask_terraform_for_outputs(terraform: &Terraform) -> Result<Outputs, Error> {
    let output = read_only::run(terraform, &words(&["output", "-json"]), &[0], |_| {}).await?;
    Outputs::parse(&output.stdout.join("\n"))
}
