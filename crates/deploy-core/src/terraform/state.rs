//! The state of an environment: which it is, and which ECS services it holds.
//!
//! It is read where it lies if that can be done (see [`super::backend`]), else with `state pull`. The format is that
//! of version 4, which every Terraform since 0.12 writes; a state that OpenTofu has encrypted is left to it.

use std::fs;
use std::io;
use std::path::Path;

use aws_sdk_s3::operation::get_object::GetObjectError;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::backend::{Backend, Bucket};
use super::call::words;
use super::outputs::{Output, Outputs};
use super::{Error, Terraform};
use crate::aws::{self, Aws};

/// The state of an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Stays the same for as long as the state is the same one.
    pub lineage: String,
    /// Grows with each change.
    pub serial: u64,
    /// The ECS services, in the order of the state.
    pub services: Vec<AppliedService>,
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

#[derive(Deserialize)]
pub(super) struct Document {
    version: u32,
    #[serde(default)]
    lineage: String,
    #[serde(default)]
    serial: u64,
    #[serde(default)]
    outputs: serde_json::Map<String, Value>,
    #[serde(default)]
    resources: Vec<Resource>,
    encrypted_data: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Resource {
    #[serde(default)]
    mode: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    instances: Vec<Instance>,
}

#[derive(Deserialize)]
struct Instance {
    #[serde(default)]
    attributes: Value,
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
        Ok(self.document(aws).await?.map(Document::state))
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
            (Backend::Local(folder), _) => read_file(&folder.state(workspace))?,
            (Backend::S3(bucket), Some(aws)) => read_object(&bucket, &bucket.key(workspace), aws).await?,
            _ => return Ok(Read::Foreign),
        };
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Read::Nothing) };
        let document: Document = parse(&text)?;
        let is_known = document.version == 4 && document.encrypted_data.is_none();
        Ok(if is_known { Read::Whole(document) } else { Read::Foreign })
    }

    /// Nothing of it is shown: a state holds secrets in clear.
    pub(super) async fn pull(&self) -> Result<Option<Document>, Error> {
        let (_, lines) = self.run_harmless(&words(&["state", "pull"]), &[0], |_| {}).await?;
        let text = lines.join("\n");
        if text.trim().is_empty() { Ok(None) } else { parse(text.as_bytes()).map(Some) }
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

impl Document {
    pub(super) fn state(self) -> State {
        let services = self.resources.iter().filter(|resource| {
            resource.kind == "aws_ecs_service" && (resource.mode.is_empty() || resource.mode == "managed")
        });
        let services = services
            .flat_map(|resource| &resource.instances)
            .map(|found| service(&found.attributes))
            .collect();
        State { lineage: self.lineage, serial: self.serial, services }
    }

    fn outputs(self) -> Result<Outputs, Error> {
        let outputs = self.outputs.into_iter().map(|(name, output)| Ok((name, Output::deserialize(output)?)));
        outputs.collect::<Result<Outputs, serde_json::Error>>().map_err(|error| unreadable(&error))
    }
}

fn service(attributes: &Value) -> AppliedService {
    let text = |key: &str| attributes.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    AppliedService {
        cluster: text("cluster"),
        name: text("name"),
        arn: text("id"),
        task_definition: text("task_definition"),
    }
}

fn parse(text: &[u8]) -> Result<Document, Error> {
    serde_json::from_slice(text).map_err(|error| unreadable(&error))
}

/// Says where it is wrong, and nothing of what stands there.
fn unreadable(error: &serde_json::Error) -> Error {
    let reason = format!("line {}, column {} is not as expected", error.line(), error.column());
    Error::Unreadable { what: "the Terraform state".to_owned(), reason }
}

fn read_file(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::File { path: path.to_owned(), source }),
    }
}

async fn read_object(bucket: &Bucket, key: &str, aws: &Aws) -> Result<Option<Vec<u8>>, Error> {
    let aws = bucket.account(aws);
    let answer = aws.s3().get_object().bucket(&bucket.name).key(key).send().await;
    let object = match answer {
        Ok(object) => object,
        Err(error) if error.as_service_error().is_some_and(GetObjectError::is_no_such_key) => {
            return Ok(None);
        }
        Err(error) => return Err(aws::translate("GetObject", &aws.address("S3"), &error).into()),
    };
    let body = object.body.collect().await.map_err(|error| Error::Unreadable {
        what: format!("`s3://{}/{key}`", bucket.name),
        reason: error.to_string(),
    })?;
    Ok(Some(body.to_vec()))
}

impl Bucket {
    /// The account, in the bucket's region.
    pub(super) fn account(&self, aws: &Aws) -> Aws {
        self.region.as_ref().map_or_else(|| aws.clone(), |region| aws.in_region(region))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str = r#"{"version":4,"terraform_version":"1.11.4","serial":7,"lineage":"f450",
        "outputs":{"app_tag":{"value":"1.0.1","type":"string"},"key":{"value":"hush","type":"string","sensitive":true}},
        "resources":[
          {"mode":"data","type":"aws_ecs_service","name":"x","instances":[{"attributes":{"service_name":"other"}}]},
          {"module":"module.worker","mode":"managed","type":"aws_ecs_service","name":"main","instances":[{"schema_version":1,"attributes":{
             "cluster":"arn:aws:ecs:us-east-1:123456789012:cluster/c","name":"worker-dev","id":"arn:aws:ecs:us-east-1:123456789012:service/c/worker-dev",
             "task_definition":"arn:aws:ecs:us-east-1:123456789012:task-definition/worker-dev:3"}}]}]}"#;

    #[test]
    fn managed_services_are_found_in_the_state() {
        let state = parse(STATE.as_bytes()).unwrap().state();
        assert_eq!((state.lineage.as_str(), state.serial), ("f450", 7));
        insta::assert_debug_snapshot!(state.services, @r#"
        [
            AppliedService {
                cluster: "arn:aws:ecs:us-east-1:123456789012:cluster/c",
                name: "worker-dev",
                arn: "arn:aws:ecs:us-east-1:123456789012:service/c/worker-dev",
                task_definition: "arn:aws:ecs:us-east-1:123456789012:task-definition/worker-dev:3",
            },
        ]
        "#);
    }

    #[test]
    fn outputs_are_read_with_their_sensitivity() {
        let outputs = parse(STATE.as_bytes()).unwrap().outputs().unwrap();
        assert_eq!(outputs.get_string("app_tag", "plan").unwrap(), "1.0.1");
        assert!(!format!("{outputs:?}").contains("hush"));
    }

    #[test]
    fn what_stands_in_a_broken_state_is_not_repeated() {
        let error = parse(br#"{"version":4,"serial":"hush"}"#).err().unwrap();
        insta::assert_snapshot!(error, @"the Terraform state could not be read: line 1, column 28 is not as expected");
    }
}
