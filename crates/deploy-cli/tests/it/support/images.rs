//! Images in the registry.

use sandbox::Sandbox;
use serde_json::{Value, json};

use super::fake_engine::IMAGE_ID;
use super::world::World;

/// Lets the registry have the image that the engine has.
pub(crate) fn push_image(world: &World, name: &str, tag: &str) {
    put_image(world, name, tag, IMAGE_ID);
}

/// Lets the registry have another image of that name.
pub(crate) fn push_other_image(world: &World, name: &str, tag: &str) {
    put_image(world, name, tag, &format!("sha256:{}", "3".repeat(64)));
}

fn put_image(world: &World, name: &str, tag: &str, config: &str) {
    put(&world.sandbox, name, tag, config).unwrap();
}

/// Puts an image with that configuration into ECR, and returns its digest.
pub(super) fn put(sandbox: &Sandbox, name: &str, tag: &str, config: &str) -> Result<String, String> {
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
        "config": { "mediaType": "application/vnd.docker.container.image.v1+json", "digest": config, "size": 2 },
        "layers": [],
    });
    let input = json!({ "repositoryName": name, "imageTag": tag, "imageManifest": manifest.to_string() });
    let output = sandbox.call("ecr", "PutImage", input).map_err(|error| error.to_string())?;
    Ok(output["image"]["imageId"]["imageDigest"].as_str().unwrap().to_owned())
}

/// The images of the build file: their services, with what the fake Compose says of each.
pub(crate) fn services(world: &World, services: &Value) {
    world.script("compose.json", &json!({ "name": "project", "services": services }).to_string());
}

/// An image with a Dockerfile of its own.
pub(crate) fn built_image(world: &World, service: &str, image: &str, dockerfile: &str) -> Value {
    world.write(&format!("project/build/{service}/Dockerfile"), dockerfile);
    json!({ "image": image, "build": { "context": world.path("project/build").join(service) } })
}
