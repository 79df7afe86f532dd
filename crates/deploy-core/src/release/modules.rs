//! `deploy modules vendor`: the Terraform modules that this binary carries, written into a project.
//!
//! What a reader would get wrong: a file is changed by hand if it is neither what was vendored (its checksum is in
//! [`MANIFEST`]) nor what is about to be. Only such files are anybody's work; they are never overwritten unasked and
//! never removed.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Run;
use crate::context::Context;
use crate::error::{Failure, Kind};

/// Where the version and the checksums are.
const MANIFEST: &str = ".deploy-modules.json";

/// Name and text of each file, by their names.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/terraform_modules.rs"));

/// Modules could not be vendored.
#[derive(Debug, thiserror::Error)]
pub enum VendorError {
    /// Files that were changed by hand would be overwritten.
    #[error("changed by hand since they were vendored: {}", .0.join(", "))]
    Edited(Vec<String>),
    /// The list of what was vendored does not read as one.
    #[error("`{path}` is no list of vendored modules")]
    Manifest {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A file could not be read or written.
    #[error("could not read or write `{path}`")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Failure for VendorError {
    fn kind(&self) -> Kind {
        match self {
            Self::Edited(_) => Kind::Refused,
            Self::Manifest { .. } => Kind::Usage,
            Self::File { .. } => Kind::Failed,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Edited(_) => Some("--force overwrites them; nothing was written".to_owned()),
            Self::Manifest { .. } => Some("remove it, and vendor with --force".to_owned()),
            Self::File { .. } => None,
        }
    }
}

/// What vendoring did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vendored {
    /// Files that were written.
    pub written: usize,
    /// Files that no longer belong to the modules and were removed.
    pub removed: usize,
    /// Files that the modules have.
    pub files: usize,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    version: String,
    files: BTreeMap<String, String>,
}

impl Run {
    /// Writes the modules into a folder, with the version of `deploy` and their checksums.
    pub fn vendor_modules(
        context: &Context,
        folder: &Path,
        version: &str,
        force: bool,
    ) -> Result<Vendored, VendorError> {
        vendor(FILES, &Target { folder, version, force }, context)
    }
}

struct Target<'a> {
    folder: &'a Path,
    version: &'a str,
    force: bool,
}

fn vendor(files: &[(&str, &str)], target: &Target, context: &Context) -> Result<Vendored, VendorError> {
    let old = target.manifest()?;
    let mut edited = Vec::new();
    let mut stale = Vec::new();
    let mut outdated = Vec::new();
    for (name, text) in files {
        let found = target.checksum(name)?;
        if found.as_ref() == Some(&checksum(text.as_bytes())) {
            continue;
        }
        if found.is_some() && found.as_ref() != old.files.get(*name) {
            edited.push((*name).to_owned());
        }
        outdated.push((*name, *text));
    }
    for (name, vendored) in old.files.iter().filter(|(name, _)| !files.iter().any(|(ours, _)| ours == name)) {
        match target.checksum(name)? {
            Some(found) if found == *vendored => stale.push(name),
            Some(_) => context.events.warn(
                format!("{name} is no longer part of the modules; it was changed by hand and stays"),
                None,
            ),
            None => {}
        }
    }
    if !edited.is_empty() && !target.force {
        return Err(VendorError::Edited(edited));
    }
    for name in &edited {
        context.events.warn(format!("{name} was changed by hand and is overwritten"), None);
    }
    for (name, text) in &outdated {
        target.write(name, text)?;
    }
    for name in &stale {
        target.file(fs::remove_file(target.folder.join(name)), name)?;
    }
    target.write(MANIFEST, &manifest(files, target.version))?;
    Ok(Vendored { written: outdated.len(), removed: stale.len(), files: files.len() })
}

impl Target<'_> {
    fn manifest(&self) -> Result<Manifest, VendorError> {
        let Some(text) = self.read(MANIFEST)? else { return Ok(Manifest::default()) };
        let path = self.folder.join(MANIFEST);
        let mut manifest: Manifest =
            serde_json::from_slice(&text).map_err(|source| VendorError::Manifest { path, source })?;
        manifest.files.retain(|name, _| stays_inside(name));
        Ok(manifest)
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, VendorError> {
        match fs::read(self.folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => self.file(read, name).map(Some),
        }
    }

    fn checksum(&self, name: &str) -> Result<Option<String>, VendorError> {
        Ok(self.read(name)?.map(|text| checksum(&text)))
    }

    fn write(&self, name: &str, text: &str) -> Result<(), VendorError> {
        let path = self.folder.join(name);
        let folder = path.parent().unwrap_or(self.folder);
        self.file(fs::create_dir_all(folder).and_then(|()| fs::write(&path, text)), name)
    }

    fn file<T>(&self, done: io::Result<T>, name: &str) -> Result<T, VendorError> {
        done.map_err(|source| VendorError::File { path: self.folder.join(name), source })
    }
}

fn manifest(files: &[(&str, &str)], version: &str) -> String {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), checksum(text.as_bytes()))).collect();
    let manifest = Manifest { version: version.to_owned(), files };
    let text = serde_json::to_string_pretty(&manifest).expect("texts always serialise");
    format!("{text}\n")
}

/// The list lies in a repository: a name in it must not lead us to a file outside.
fn stays_inside(name: &str) -> bool {
    Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

fn checksum(text: &[u8]) -> String {
    Sha256::digest(text).iter().fold(String::from("sha256:"), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
        text
    })
}
