//! The text of a state, in the format of version 4, which every Terraform since 0.12 writes.
//!
//! It holds secrets in clear: no error repeats what stands in it.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::outputs::{Output, Outputs};
use super::state::{AppliedService, AppliedTaskDefinition, ContainerImage, State};
use crate::terraform::error::Error;

#[derive(Deserialize)]
pub(crate) struct StateFile {
    // OpenTofu leaves it out of what it has encrypted.
    #[serde(default)]
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
    module: Option<String>,
    #[serde(default)]
    mode: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    instances: Vec<Instance>,
}

#[derive(Deserialize)]
struct Instance {
    #[serde(default)]
    index_key: Value,
    #[serde(default)]
    attributes: Value,
}

impl Resource {
    fn is_managed(&self) -> bool {
        self.mode.is_empty() || self.mode == "managed"
    }

    /// As `module.web.aws_ecs_service.main["a"]`.
    fn address(&self, instance: &Instance) -> String {
        let module = self.module.as_ref().map(|module| format!("{module}.")).unwrap_or_default();
        let key =
            if instance.index_key.is_null() { String::new() } else { format!("[{}]", instance.index_key) };
        format!("{module}{}.{}{key}", self.kind, self.name)
    }
}

impl StateFile {
    /// Reads one that may be of another version, or encrypted by OpenTofu.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, Error> {
        serde_json::from_slice(text).map_err(|error| unreadable(&error))
    }

    /// Whether it is what it looks like.
    pub(crate) fn is_known(&self) -> bool {
        self.version == 4 && self.encrypted_data.is_none()
    }

    pub(crate) fn state(self) -> Result<State, Error> {
        let services =
            self.managed("aws_ecs_service").map(|(address, attributes)| service(address, attributes));
        let definitions = self.managed("aws_ecs_task_definition").filter_map(|(address, attributes)| {
            let text = |key: &str| attributes.get(key).and_then(Value::as_str);
            let images = ContainerImage::of_task_definition(attributes).unwrap_or_default();
            Some((address, AppliedTaskDefinition { definition: text("arn")?.into(), images }))
        });
        Ok(State {
            has_resources: self.has_resources(),
            lineage: self.lineage.clone(),
            serial: self.serial,
            services: services.collect(),
            task_definitions: definitions.collect(),
            outputs: self.outputs()?,
        })
    }

    /// The managed resources of a type: address and attributes.
    fn managed(&self, kind: &str) -> impl Iterator<Item = (String, &Value)> {
        let resources =
            self.resources.iter().filter(move |resource| resource.kind == kind && resource.is_managed());
        resources.flat_map(|resource| {
            let instances = resource.instances.iter();
            instances.map(|instance| (resource.address(instance), &instance.attributes))
        })
    }

    pub(crate) fn has_resources(&self) -> bool {
        self.resources.iter().any(Resource::is_managed)
    }

    pub(crate) fn outputs(self) -> Result<Outputs, Error> {
        let outputs = self.outputs.into_iter().map(|(name, output)| Ok((name, Output::deserialize(output)?)));
        outputs.collect::<Result<Outputs, serde_json::Error>>().map_err(|error| unreadable(&error))
    }
}

fn service(address: String, attributes: &Value) -> AppliedService {
    let text = |key: &str| attributes.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    AppliedService {
        address,
        cluster: text("cluster"),
        name: text("name"),
        arn: text("id"),
        task_definition: text("task_definition").into(),
    }
}

/// Says where it is wrong, and nothing of what stands there.
fn unreadable(error: &serde_json::Error) -> Error {
    let reason = format!("line {}, column {} is not as expected", error.line(), error.column());
    Error::Unreadable { what: "the Terraform state".to_owned(), reason }
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
        let state = StateFile::parse(STATE.as_bytes()).unwrap().state().unwrap();
        assert_eq!((state.lineage.as_str(), state.serial), ("f450", 7));
        insta::assert_debug_snapshot!(state.services, @r#"
        [
            AppliedService {
                address: "module.worker.aws_ecs_service.main",
                cluster: "arn:aws:ecs:us-east-1:123456789012:cluster/c",
                name: "worker-dev",
                arn: "arn:aws:ecs:us-east-1:123456789012:service/c/worker-dev",
                task_definition: TaskDefinitionRef(
                    "arn:aws:ecs:us-east-1:123456789012:task-definition/worker-dev:3",
                ),
            },
        ]
        "#);
    }

    #[test]
    fn outputs_are_read_with_their_sensitivity() {
        let outputs = StateFile::parse(STATE.as_bytes()).unwrap().outputs().unwrap();
        assert_eq!(outputs.get_string("app_tag", "plan").unwrap(), "1.0.1");
        assert!(!format!("{outputs:?}").contains("hush"));
    }

    #[test]
    fn what_opentofu_has_encrypted_is_left_to_it() {
        let text = br#"{"serial":1,"lineage":"f450","meta":{},"encrypted_data":"aHVzaA==","encryption_version":"v0"}"#;
        assert!(!StateFile::parse(text).unwrap().is_known());
        assert!(StateFile::parse(STATE.as_bytes()).unwrap().is_known());
    }

    #[test]
    fn what_stands_in_a_broken_state_is_not_repeated() {
        let error = StateFile::parse(br#"{"version":4,"serial":"hush"}"#).err().unwrap();
        insta::assert_snapshot!(error, @"the Terraform state could not be read: line 1, column 28 is not as expected");
    }
}
