//! The list of vendored files with their checksums, which stands beside them.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use crate::types::sha256;

/// Its file name.
pub(super) const FILE: &str = ".deploy-modules.json";

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    version: String,
    pub(super) files: BTreeMap<String, String>,
}

impl Manifest {
    /// That of `files`, as name and text.
    pub(super) fn new(files: &[(&str, &str)], version: &str) -> Self {
        let files =
            files.iter().map(|(name, text)| ((*name).to_owned(), checksum(text.as_bytes()))).collect();
        Self { version: version.to_owned(), files }
    }

    /// Reads it. It is part of a repository: a name in it must not lead to a file outside of the folder.
    pub(super) fn parse(text: &[u8]) -> Result<Self, serde_json::Error> {
        let mut manifest: Self = serde_json::from_slice(text)?;
        manifest.files.retain(|name, _| stays_inside(name));
        Ok(manifest)
    }

    /// Its text.
    pub(super) fn to_text(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("texts always serialise");
        format!("{text}\n")
    }
}

fn stays_inside(name: &str) -> bool {
    Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

/// `sha256:` and hexadecimal digits.
pub(super) fn checksum(text: &[u8]) -> String {
    format!("sha256:{}", sha256::hex(text))
}
