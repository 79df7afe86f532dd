//! What runs in the environment `dev`: a cluster, services, and the state that Terraform keeps of them.

use sandbox::Options;
use serde_json::{Value, json};

use super::engine::IMAGE_ID;
use super::{CANARY, World};

pub(crate) const STATE: &str = "project/terraform/terraform.tfstate.d/dev/terraform.tfstate";
const ACCOUNT: &str = "arn:aws:ecs:us-east-1:123456789012";

impl World {
    /// A world in which the services `web` and `worker` run that tag in `dev`.
    pub(crate) fn running(tag: &str) -> Self {
        Self::running_in(Self::options(), tag)
    }

    /// The same in a sandbox that was started with these options.
    pub(crate) fn running_in(options: Options, tag: &str) -> Self {
        let world = Self::new_in(options);
        world.call("ecs", "CreateCluster", json!({ "clusterName": "main" }));
        for service in SERVICES {
            let definition = world.define(service, tag);
            world.create(service, &definition);
        }
        world.settle();
        world.write(STATE, &state(3, tag, 1).to_string());
        world
    }

    /// Lets the next plan have changes, and the next apply bring that tag to the services.
    pub(crate) fn brings(&self, tag: &str) {
        let mut calls = Vec::new();
        let mut stream = Vec::new();
        for service in SERVICES {
            let definition = self.define(service, tag);
            let input = json!({ "cluster": "main", "service": service, "taskDefinition": definition });
            calls.push(format!("UpdateService {input}\n"));
            stream.push(changes(service));
        }
        let outputs = outputs(tag);
        stream.push(format!("{}\n", json!({ "type": "outputs", "outputs": streamed(&outputs) })));
        for (name, text) in [
            ("changes", ""),
            ("calls", &calls.concat()),
            ("stream", &stream.concat()),
            ("state", &state(4, tag, 2).to_string()),
        ] {
            self.script(name, text);
        }
    }

    /// Lets something else than this run change a service.
    pub(crate) fn redeployed_by_another(&self, service: &str) {
        self.call(
            "ecs",
            "UpdateService",
            json!({ "cluster": "main", "service": service, "forceNewDeployment": true }),
        );
    }

    /// Lets the registry have the image that the engine has.
    pub(crate) fn has_pushed(&self, name: &str, tag: &str) {
        self.put_image(name, tag, IMAGE_ID);
    }

    /// Lets the registry have another image under that name.
    pub(crate) fn has_pushed_another(&self, name: &str, tag: &str) {
        self.put_image(name, tag, &format!("sha256:{}", "3".repeat(64)));
    }

    fn put_image(&self, name: &str, tag: &str, config: &str) {
        let manifest = json!({
            "schemaVersion": 2,
            "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
            "config": { "mediaType": "application/vnd.docker.container.image.v1+json", "digest": config, "size": 2 },
            "layers": [],
        });
        let input = json!({ "repositoryName": name, "imageTag": tag, "imageManifest": manifest.to_string() });
        self.call("ecr", "PutImage", input);
    }

    /// A revision of a service's task definition, with an image of that tag.
    pub(crate) fn define(&self, service: &str, tag: &str) -> String {
        let container =
            json!({ "name": "app", "image": format!("{}/worker:{tag}", self.sandbox.registry()) });
        let input = json!({ "family": service, "containerDefinitions": [container] });
        let answer = self.call("ecs", "RegisterTaskDefinition", input);
        answer["taskDefinition"]["taskDefinitionArn"].as_str().unwrap().to_owned()
    }

    fn create(&self, service: &str, definition: &str) {
        let breaker = json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": true } });
        let input = json!({
            "cluster": "main", "serviceName": service, "taskDefinition": definition, "desiredCount": 1,
            "deploymentConfiguration": breaker,
        });
        self.call("ecs", "CreateService", input);
    }

    /// Waits, on the sandbox's clock, until the services have completed their rollouts.
    fn settle(&self) {
        let is_steady = |service: &Value| service["deployments"][0]["rolloutState"] == "COMPLETED";
        loop {
            let found =
                self.call("ecs", "DescribeServices", json!({ "cluster": "main", "services": SERVICES }));
            if found["services"].as_array().unwrap().iter().all(is_steady) {
                return;
            }
        }
    }
}

pub(crate) const SERVICES: [&str; 2] = ["web", "worker"];

/// The lines that `apply -json` writes for a service.
fn changes(service: &str) -> String {
    let resource = json!({ "addr": format!("aws_ecs_service.{service}") });
    let begun = json!({ "resource": resource, "action": "update" });
    let done = json!({
        "resource": resource, "action": "update", "elapsed_seconds": 1,
        "id_key": "id", "id_value": format!("{ACCOUNT}:service/main/{service}"),
    });
    let (begun, done) =
        (json!({ "type": "apply_start", "hook": begun }), json!({ "type": "apply_complete", "hook": done }));
    format!("{begun}\n{done}\n")
}

fn outputs(tag: &str) -> Value {
    let services: serde_json::Map<_, _> =
        SERVICES.iter().map(|name| ((*name).to_owned(), json!(name))).collect();
    json!({
        "app_tag": { "value": tag, "type": "string" },
        "cluster_name": { "value": "main", "type": "string" },
        "services": { "value": services, "type": ["map", "string"] },
        "password": { "value": CANARY, "type": "string", "sensitive": true },
    })
}

/// The values of sensitive outputs are not in the stream of an apply.
fn streamed(outputs: &Value) -> Value {
    let mut outputs = outputs.clone();
    outputs["password"].as_object_mut().unwrap().remove("value");
    outputs
}

fn state(serial: u32, tag: &str, revision: u32) -> Value {
    let service = |name: &&str| {
        json!({
            "mode": "managed", "type": "aws_ecs_service", "name": name,
            "instances": [{ "attributes": {
                "cluster": format!("{ACCOUNT}:cluster/main"),
                "name": name,
                "id": format!("{ACCOUNT}:service/main/{name}"),
                "task_definition": format!("{ACCOUNT}:task-definition/{name}:{revision}"),
            } }],
        })
    };
    let services: Vec<_> = SERVICES.iter().map(service).collect();
    json!({
        "version": 4, "terraform_version": "1.11.4", "serial": serial, "lineage": "f450",
        "outputs": outputs(tag), "resources": services,
    })
}
