use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::env_var;
use crate::terraform::error::Error;
use crate::terraform::terraform::Settings;
use crate::types::{Tag, sha256};

/// A digest of all that gives the variables their values: what the files contain and not where they are, so that it is
/// the same in every checkout.
///
/// The tag is a variable, too: so one that was changed in the file is seen, though there is no other to compare.
pub(super) fn of(settings: &Settings, tag: &Tag) -> Result<String, Error> {
    let mut hash = Sha256::new();
    hash.update(Sha256::digest(tag.as_str()));
    for file in automatic_files(&settings.directory).iter().chain(&settings.var_files) {
        hash.update(Sha256::digest(fs::read(file).map_err(Error::file(file))?));
    }
    let set: BTreeMap<_, _> = env_var::all()
        .chain(settings.env.iter().cloned())
        .filter(|(name, _)| name.as_bytes().starts_with(b"TF_VAR_"))
        .collect();
    for (name, value) in set {
        hash.update(Sha256::digest(name.as_bytes()));
        hash.update(Sha256::digest(value.as_bytes()));
    }
    Ok(sha256::hex_of(&hash.finalize()))
}

/// The files that Terraform reads without being told, in its order
/// (<https://developer.hashicorp.com/terraform/language/values/variables>).
fn automatic_files(directory: &Path) -> Vec<PathBuf> {
    let is_automatic = |name: &str| name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json");
    let entries = directory.read_dir().into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .filter(|entry| entry.file_name().to_str().is_some_and(is_automatic))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    let fixed = ["terraform.tfvars", "terraform.tfvars.json"].map(|name| directory.join(name));
    fixed.into_iter().filter(|path| path.is_file()).chain(found).collect()
}
