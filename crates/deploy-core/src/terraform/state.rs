//! The state of an environment: which it is, and which ECS services it holds.
//!
//! It is read where it lies if that can be done (see [`super::backend`]), else with `state pull`.

use super::backend::Backend;
use super::call::words;
use super::document::Document;
use super::outputs::Outputs;
use super::{Error, Terraform};
use crate::aws::Aws;

/// The state of an environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Stays the same for as long as the state is the same one.
    pub lineage: String,
    /// Grows with each change.
    pub serial: u64,
    /// The ECS services, in the order of the state.
    pub services: Vec<AppliedService>,
    /// The outputs.
    pub outputs: Outputs,
}

impl State {
    /// The revision that was applied to a service, `family:revision`; none if the configuration leaves it open.
    pub fn applied(&self, service: &str) -> Option<String> {
        let applied = &self.services.iter().find(|applied| applied.name == service)?.task_definition;
        let short = applied.rsplit_once('/').map_or(applied.as_str(), |(_, short)| short);
        short.contains(':').then(|| short.to_owned())
    }
}

/// An ECS service as Terraform applied it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedService {
    /// The cluster as the configuration gave it: ARN or name.
    pub cluster: String,
    /// The service's name.
    pub name: String,
    /// The service's ARN.
    pub arn: String,
    /// The task definition as the configuration gave it: ARN, or `family:revision`.
    pub task_definition: String,
}

/// What can be known of a state without Terraform.
enum Read {
    /// The state.
    Whole(Document),
    /// There is none yet.
    Nothing,
    /// Only Terraform can read it.
    Foreign,
}

impl Terraform {
    /// The state of the environment; none where nothing was applied yet.
    pub async fn state(&self, aws: Option<&Aws>) -> Result<Option<State>, Error> {
        self.document(aws).await?.map(Document::state).transpose()
    }

    /// The outputs of what was applied last. Empty where nothing was.
    pub async fn outputs(&self, aws: Option<&Aws>) -> Result<Outputs, Error> {
        match self.read(aws).await? {
            Read::Whole(document) => document.outputs(),
            Read::Nothing => Ok(Outputs::default()),
            Read::Foreign => self.ask_for_outputs().await,
        }
    }

    /// Whether the state is in S3, so that reading it takes an account.
    pub fn keeps_state_in_aws(&self) -> Result<bool, Error> {
        Ok(matches!(self.backend()?, Backend::S3(_)))
    }

    async fn document(&self, aws: Option<&Aws>) -> Result<Option<Document>, Error> {
        match self.read(aws).await? {
            Read::Whole(document) => Ok(Some(document)),
            Read::Nothing => Ok(None),
            Read::Foreign => self.pull().await,
        }
    }

    async fn read(&self, aws: Option<&Aws>) -> Result<Read, Error> {
        let workspace = self.environment().as_str();
        let text = match (self.backend()?, aws) {
            (Backend::Local(folder), _) => folder.read(workspace)?,
            (Backend::S3(bucket), Some(aws)) => bucket.read(workspace, aws).await?,
            _ => return Ok(Read::Foreign),
        };
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Read::Nothing) };
        let document = Document::parse(&text)?;
        Ok(if document.is_known() { Read::Whole(document) } else { Read::Foreign })
    }

    /// Nothing of it is shown: a state holds secrets in clear.
    pub(super) async fn pull(&self) -> Result<Option<Document>, Error> {
        let (_, lines) = self.run_harmless(&words(&["state", "pull"]), &[0], |_| {}).await?;
        let text = lines.join("\n");
        if text.trim().is_empty() { Ok(None) } else { Document::parse(text.as_bytes()).map(Some) }
    }

    pub(super) async fn ask_for_outputs(&self) -> Result<Outputs, Error> {
        let (_, lines) = self.run_harmless(&words(&["output", "-json"]), &[0], |_| {}).await?;
        Outputs::first_in(&lines.join("\n"))
    }

    /// Where the state is. Only an initialised data folder says so, and only for the configuration it was made for.
    pub(super) fn backend(&self) -> Result<Backend, Error> {
        if !self.is_initialised()? {
            return Err(Error::NotInitialised(self.environment().clone()));
        }
        Backend::read(&self.settings().directory, &self.settings().data_dir)
    }
}
