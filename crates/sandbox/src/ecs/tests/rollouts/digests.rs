//! Digests: a tag is resolved once per service revision (Developer Guide, "Container image resolution").

use serde_json::{Value, json};

use crate::ecs::tests::world::{World, definition};

const IMAGE: &str = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.0";

/// With a service whose image was pushed as `sha256:1`, and then as `sha256:2`.
fn world(consistency: &str) -> World {
    let mut world = World::new();
    world.ecs.images.add(IMAGE, "sha256:1");
    let mut definition = definition("1.0.0");
    definition["containerDefinitions"][0]["versionConsistency"] = consistency.into();
    world.call("RegisterTaskDefinition", definition);
    world.create(json!({}));
    world.wait(1000);
    world.ecs.images.add(IMAGE, "sha256:2");
    world
}

impl World {
    fn digests_of_tasks(&mut self) -> Vec<Value> {
        let tasks = self.tasks(json!({ "serviceName": "web" }));
        tasks.iter().map(|task| task["containers"][0]["imageDigest"].clone()).collect()
    }

    fn image_of_revision(&mut self) -> Value {
        let arn = self.service()["currentServiceRevisions"][0]["arn"].clone();
        let shown = self.call("DescribeServiceRevisions", json!({ "serviceRevisionArns": [arn] }));
        shown["serviceRevisions"][0]["containerImages"][0].clone()
    }
}

#[test]
fn a_tag_that_is_pushed_again_needs_a_new_deployment() {
    let mut world = world("enabled");
    world.update(json!({ "desiredCount": 2 }));
    world.wait(1000);
    assert_eq!(world.digests_of_tasks(), ["sha256:1", "sha256:1"]);
    assert_eq!(world.image_of_revision()["imageDigest"], "sha256:1");
    world.update(json!({ "forceNewDeployment": true }));
    assert_eq!(world.image_of_revision().get("imageDigest"), None);
    world.wait(1000);
    assert_eq!(world.digests_of_tasks(), ["sha256:2", "sha256:2"]);
    assert_eq!(world.image_of_revision()["imageDigest"], "sha256:2");
}

#[test]
fn a_rollback_runs_the_digest_of_its_revision() {
    let mut world = world("enabled");
    world.update(json!({ "desiredCount": 2, "deploymentConfiguration": {
        "minimumHealthyPercent": 0, "maximumPercent": 100,
        "deploymentCircuitBreaker": { "enable": true, "rollback": true },
    } }));
    world.wait(1000);
    world.deploy("1.0.1-broken");
    world.wait(4000);
    assert!(world.service()["taskDefinition"].as_str().unwrap().ends_with("web:1"));
    assert_eq!(world.digests_of_tasks(), ["sha256:1", "sha256:1"]);
}

#[test]
fn without_version_consistency_a_new_task_runs_what_the_tag_means_now() {
    let mut world = world("disabled");
    world.update(json!({ "desiredCount": 2 }));
    world.wait(1000);
    assert_eq!(world.digests_of_tasks(), ["sha256:1", "sha256:2"]);
    assert_eq!(world.image_of_revision(), json!({ "containerName": "app", "image": IMAGE }));
}
