//! One repository: its settings and its images.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    api::{ApiError, Moment},
    ecr::manifest::Manifest,
    input::list,
};

/// One repository.
#[derive(Debug)]
pub(crate) struct Repository {
    pub(crate) name: String,
    pub(crate) created_at: Moment,
    /// `MUTABLE` or `IMMUTABLE`.
    pub(crate) mutability: String,
    pub(crate) scanning: Value,
    pub(crate) encryption: Value,
    pub(crate) resource_tags: BTreeMap<String, String>,
    /// The policy's text and when it was put.
    pub(crate) lifecycle: Option<(String, Moment)>,
    pub(crate) policy: Option<String>,
    manifests: BTreeMap<String, Manifest>,
    /// Image tag to digest.
    image_tags: BTreeMap<String, String>,
}

impl Repository {
    pub(crate) fn new(name: &str, input: &Value, now: Moment) -> Self {
        let given = |key: &str, default: Value| input.get(key).cloned().unwrap_or(default);
        Self {
            name: name.into(),
            created_at: now,
            mutability: input["imageTagMutability"].as_str().unwrap_or("MUTABLE").into(),
            scanning: given("imageScanningConfiguration", json!({ "scanOnPush": false })),
            encryption: given("encryptionConfiguration", json!({ "encryptionType": "AES256" })),
            resource_tags: BTreeMap::new(),
            lifecycle: None,
            policy: None,
            manifests: BTreeMap::new(),
            image_tags: BTreeMap::new(),
        }
    }

    /// The manifest behind a tag or a digest.
    pub(crate) fn manifest(&self, reference: &str) -> Option<&Manifest> {
        let digest = self.image_tags.get(reference).map_or(reference, String::as_str);
        self.manifests.get(digest)
    }

    /// Refuses to overwrite an immutable tag, even with the same content, as ECR does.
    pub(crate) fn check_tag(&self, tag: &str) -> Result<(), ApiError> {
        if self.mutability.starts_with("IMMUTABLE") && self.image_tags.contains_key(tag) {
            let message = format!(
                "The image tag '{tag}' already exists in the '{}' repository and cannot be overwritten because the \
                 repository is immutable.",
                self.name
            );
            return Err(ApiError::client("ImageTagAlreadyExistsException", message));
        }
        Ok(())
    }

    /// Remembers a pushed manifest.
    pub(crate) fn remember(&mut self, manifest: Manifest, tag: Option<&str>) {
        if let Some(tag) = tag {
            self.image_tags.insert(tag.into(), manifest.digest.clone());
        }
        self.manifests.insert(manifest.digest.clone(), manifest);
    }

    /// All image tags, in alphabetical order.
    pub(crate) fn image_tags(&self) -> impl Iterator<Item = &str> {
        self.image_tags.keys().map(String::as_str)
    }

    pub(crate) fn manifests(&self) -> impl Iterator<Item = &Manifest> {
        self.manifests.values()
    }

    pub(crate) fn tags_of(&self, digest: &str) -> Vec<&str> {
        let of_it = self.image_tags.iter().filter(|(_, pointed_at)| *pointed_at == digest);
        of_it.map(|(tag, _)| tag.as_str()).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.manifests.is_empty()
    }

    /// Removes a tag, and with its last tag the image.
    pub(crate) fn untag(&mut self, tag: &str) {
        let Some(digest) = self.image_tags.remove(tag) else { return };
        if self.tags_of(&digest).is_empty() {
            self.manifests.remove(&digest);
        }
    }

    pub(crate) fn remove(&mut self, digest: &str) {
        self.image_tags.retain(|_, pointed_at| pointed_at != digest);
        self.manifests.remove(digest);
    }

    pub(crate) fn add_resource_tags(&mut self, input: &Value) {
        for tag in list(input, "tags") {
            if let (Some(key), Some(value)) = (tag["Key"].as_str(), tag["Value"].as_str()) {
                self.resource_tags.insert(key.into(), value.into());
            }
        }
    }
}
