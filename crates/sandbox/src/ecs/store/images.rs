//! The digests of images.
//!
//! The registry adds those of pushed images. An unknown image gets a digest that depends on its name only, so that the
//! images of tasks can always be compared.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::ecs::model::task_definition::TaskDefinition;

/// Digests by image reference.
#[derive(Clone, Debug, Default)]
pub(crate) struct Images(HashMap<String, String>);

impl Images {
    pub(crate) fn add(&mut self, image: &str, digest: &str) {
        self.0.insert(image.to_owned(), digest.to_owned());
    }

    /// Whether all images of a task definition were pushed.
    pub(crate) fn have(&self, task_definition: &TaskDefinition) -> bool {
        task_definition.containers.iter().all(|plan| self.0.contains_key(&plan.image))
    }

    /// The digests of the images of a task definition, by container.
    pub(crate) fn digests(&self, task_definition: &TaskDefinition) -> Vec<String> {
        task_definition.containers.iter().map(|plan| self.digest(&plan.image)).collect()
    }

    /// The digest of what an image reference names.
    fn digest(&self, image: &str) -> String {
        if let Some((_, digest)) = image.split_once('@') {
            return digest.to_owned();
        }
        self.0.get(image).cloned().unwrap_or_else(|| made_up(image))
    }
}

fn made_up(image: &str) -> String {
    let mut digest = "sha256:".to_owned();
    for byte in Sha256::digest(image.as_bytes()) {
        write!(digest, "{byte:02x}").expect("a string takes all that is written");
    }
    digest
}
