//! Writing the modules into a project.
//!
//! What a reader would get wrong: a file is changed by hand if it is neither what was vendored (its checksum is in the
//! manifest) nor what is about to be. Such files are never overwritten unasked and never removed.

use std::path::Path;

use super::manifest::{self, Manifest, checksum};
use super::target::{Error, Target};
use crate::context::Context;

/// Name and text of each file, by their names.
pub(super) static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/terraform_modules.rs"));

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

/// Writes the modules into a folder, with the version of `deploy` and their checksums.
pub fn vendor_modules(
    context: &Context,
    folder: &Path,
    version: &str,
    force: bool,
) -> Result<Vendored, crate::Error> {
    Ok(vendor(FILES, version, &Target { folder, force }, context)?)
}

/// What is to be done to the files of the target.
#[derive(Default)]
struct Changes<'a> {
    /// Files that were changed by hand and would be overwritten.
    edited: Vec<&'a str>,
    /// Files that are not as the modules have them, edited ones included, with their texts.
    outdated: Vec<(&'a str, &'a str)>,
    /// Files that no longer belong to the modules.
    stale: Vec<&'a str>,
}

pub(super) fn vendor(
    files: &[(&str, &str)],
    version: &str,
    target: &Target<'_>,
    context: &Context,
) -> Result<Vendored, Error> {
    let old = target.manifest()?;
    let changes = changes(files, &old, target, context)?;
    if !changes.edited.is_empty() && !target.force {
        return Err(Error::Edited(changes.edited.iter().map(ToString::to_string).collect()));
    }
    for name in &changes.edited {
        context.events.warn(format!("{name} was changed by hand and is overwritten"), None);
    }
    for (name, text) in &changes.outdated {
        target.write(name, text)?;
    }
    for name in &changes.stale {
        target.remove(name)?;
    }
    target.write(manifest::FILE, &Manifest::new(files, version).to_text())?;
    Ok(Vendored { written: changes.outdated.len(), removed: changes.stale.len(), files: files.len() })
}

fn changes<'a>(
    files: &[(&'a str, &'a str)],
    old: &'a Manifest,
    target: &Target<'_>,
    context: &Context,
) -> Result<Changes<'a>, Error> {
    let mut changes = Changes::default();
    for (name, text) in files {
        let found = target.checksum(name)?;
        if found.as_ref() == Some(&checksum(text.as_bytes())) {
            continue;
        }
        if found.is_some() && found.as_ref() != old.files.get(*name) {
            changes.edited.push(name);
        }
        changes.outdated.push((name, text));
    }
    for (name, vendored) in old.files.iter().filter(|(name, _)| !files.iter().any(|(ours, _)| ours == name)) {
        match target.checksum(name)? {
            Some(found) if found == *vendored => changes.stale.push(name),
            Some(_) => context.events.warn(
                format!("{name} is no longer part of the modules; it was changed by hand and stays"),
                None,
            ),
            None => {}
        }
    }
    Ok(changes)
}
