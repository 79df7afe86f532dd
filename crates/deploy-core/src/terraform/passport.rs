//! What a saved plan is bound to, in `FILE.json` beside the plan.
//!
//! Terraform itself applies another environment's first plan without a word, and forgets with which variables a plan
//! was made. So the circumstances are written down when it is made, and compared field by field before it is applied.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::fingerprint::hex;
use super::{Error, State, Terraform};
use crate::image::{AccountId, EnvName, Tag};

/// The version of the file. Another one is another shape.
const SCHEMA: u32 = 1;

/// What a plan is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passport {
    /// The version of this shape.
    pub schema: u32,
    /// The environment.
    pub environment: EnvName,
    /// The tag that it brings.
    pub tag: Tag,
    /// Whether it destroys everything.
    pub destroy: bool,
    /// SHA-256 over the tag, the files of variables and the `TF_VAR_` variables.
    pub variables: String,
    /// The state's lineage; none where there was no state yet.
    pub lineage: Option<String>,
    /// The state's serial.
    pub serial: Option<u64>,
    /// The AWS account, where one was asked for.
    pub account: Option<AccountId>,
    /// Terraform's version.
    pub terraform_version: String,
    /// SHA-256 of the plan's file.
    pub plan: String,
    /// When it was made.
    pub time: Timestamp,
}

/// What only the caller knows of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// The tag that it brings.
    pub tag: &'a Tag,
    /// Whether it destroys everything.
    pub destroy: bool,
    /// The account, as STS says.
    pub account: Option<&'a AccountId>,
    /// The state, read **before** the plan was made: a state that changed meanwhile must show.
    pub state: Option<&'a State>,
}

impl Terraform {
    /// The circumstances of the plan in `plan`, as they are now.
    pub async fn passport(&self, plan: &Path, now: Circumstances<'_>) -> Result<Passport, Error> {
        Ok(Passport {
            schema: SCHEMA,
            environment: self.environment().clone(),
            tag: now.tag.clone(),
            destroy: now.destroy,
            variables: self.digest_of_variables(now.tag)?,
            lineage: now.state.map(|state| state.lineage.clone()),
            serial: now.state.map(|state| state.serial),
            account: now.account.cloned(),
            terraform_version: self.version().await?.to_owned(),
            plan: hex(&Sha256::digest(read(plan)?)),
            time: Timestamp::now(),
        })
    }

    /// The tag is a variable, too: so one that was changed in the file is seen, though there is no other to compare.
    fn digest_of_variables(&self, tag: &Tag) -> Result<String, Error> {
        let mut hash = Sha256::new();
        hash.update(Sha256::digest(tag.as_str()));
        for file in automatic_files(&self.settings().directory).iter().chain(&self.settings().var_files) {
            hash.update(Sha256::digest(file.as_os_str().as_bytes()));
            hash.update(Sha256::digest(read(file)?));
        }
        let set: BTreeMap<_, _> = env::vars_os()
            .chain(self.settings().env.iter().cloned())
            .filter(|(name, _)| {
                name.as_bytes().starts_with(b"TF_VAR_") || name.as_bytes().starts_with(b"TF_CLI_ARGS")
            })
            .collect();
        for (name, value) in set {
            hash.update(Sha256::digest(name.as_bytes()));
            hash.update(Sha256::digest(value.as_bytes()));
        }
        Ok(hex(&hash.finalize()))
    }
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

impl Passport {
    /// Where the passport of a plan is.
    pub fn path(plan: &Path) -> PathBuf {
        let mut path = plan.as_os_str().to_owned();
        path.push(".json");
        path.into()
    }

    /// Writes it beside its plan, for our eyes only.
    pub fn write(&self, plan: &Path) -> Result<(), Error> {
        let path = Self::path(plan);
        let written = serde_json::to_vec_pretty(self).map_err(Into::into).and_then(|text| {
            fs::remove_file(&path).or_else(|error| match error.kind() {
                std::io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })?;
            let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            file.write_all(&text)?;
            file.write_all(b"\n")
        });
        written.map_err(|source| Error::File { path, source })
    }

    /// Reads the one beside a plan.
    pub fn read(plan: &Path) -> Result<Self, Error> {
        let path = Self::path(plan);
        if let Some(missing) = [plan, &path].into_iter().find(|file| !file.is_file()) {
            return Err(Error::NoPlan { path: plan.to_owned(), missing: missing.to_owned() });
        }
        serde_json::from_slice(&read(&path)?).map_err(|error| Error::Unreadable {
            what: format!("`{}`", path.display()),
            reason: error.to_string(),
        })
    }

    /// Fails if the plan was made in other circumstances than `now`, naming the first field that differs.
    pub fn check(&self, now: &Self) -> Result<(), Error> {
        let fields = [
            ("schema", self.schema.to_string(), now.schema.to_string()),
            ("environment", self.environment.to_string(), now.environment.to_string()),
            ("account", optional(self.account.as_ref()), optional(now.account.as_ref())),
            ("tag", self.tag.to_string(), now.tag.to_string()),
            ("purpose", purpose(self.destroy), purpose(now.destroy)),
            ("Terraform version", self.terraform_version.clone(), now.terraform_version.clone()),
            ("digest of variables", short(&self.variables), short(&now.variables)),
            ("state", optional(self.lineage.as_ref()), optional(now.lineage.as_ref())),
            ("state's serial", optional(self.serial.as_ref()), optional(now.serial.as_ref())),
            ("plan file's digest", short(&self.plan), short(&now.plan)),
        ];
        match fields.into_iter().find(|(_, planned, now)| planned != now) {
            Some((field, planned, now)) => Err(Error::Stale { field, planned, now }),
            None => Ok(()),
        }
    }
}

fn optional<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn purpose(destroy: bool) -> String {
    if destroy { "to destroy" } else { "to apply" }.to_owned()
}

/// Enough of a digest to tell two apart.
fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| Error::File { path: path.to_owned(), source })
}
