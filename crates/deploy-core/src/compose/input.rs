//! The build file that is given to Compose for the build of one image, on its standard input.
//!
//! It is made of what Compose printed, and has no more than that build: what containers need (files with variables, profiles,
//! ports) cannot stand in its way, names can be given that the files do not have, and the values of arguments are in no command
//! line.

use serde_json::{Map, Value, json};

use super::build_file::config::Frame;
use super::graph::{ImageGraph, service_of};
use super::image::Image;

/// The build file of an image that is built for `platform`, if the build files name none.
pub(super) fn build_file(graph: &ImageGraph, image: &Image, platform: Option<&str>) -> String {
    let Frame { name, version, secrets } = graph.frame();
    let mut service = Map::from_iter([
        ("image".to_owned(), Value::from(escaped(&image.reference.to_string()))),
        ("build".to_owned(), Value::Object(build(graph, image))),
    ]);
    if let Some(platform) = image.platform.as_deref().or(platform) {
        service.insert("platform".to_owned(), Value::from(escaped(platform)));
    }
    let mut file = json!({ "services": { &image.service: service } });
    if let Some(name) = name {
        file["name"] = Value::from(name.as_str());
    }
    if let Some(version) = version {
        file["version"] = Value::from(version.as_str());
    }
    if let Some(secrets) = secrets.as_ref().filter(|_| image.build.contains_key("secrets")) {
        file["secrets"] = secrets.clone();
    }
    file.to_string()
}

fn build(graph: &ImageGraph, image: &Image) -> Map<String, Value> {
    let mut build = image.build.clone();
    if !image.args.is_empty() {
        let args = image.args.iter().map(|(name, value)| (name.clone(), Value::from(escaped(value))));
        build.insert("args".to_owned(), args.collect());
    }
    if !image.contexts.is_empty() {
        let contexts = image.contexts.iter().map(|(name, value)| (escaped(name), context(graph, value)));
        build.insert("additional_contexts".to_owned(), contexts.collect());
    }
    build
}

/// The image of a service is built already, by a call of its own; older versions know no other way to name it either.
fn context(graph: &ImageGraph, value: &str) -> Value {
    let image = service_of(value).and_then(|service| graph.find(service)).map(|index| &graph.images()[index]);
    let name = image.map(|image| format!("docker-image://{}", image.reference));
    Value::from(escaped(&name.unwrap_or_else(|| value.to_owned())))
}

/// Compose takes a dollar for the beginning of a variable.
fn escaped(text: &str) -> String {
    text.replace('$', "$$")
}
