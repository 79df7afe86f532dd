//! What a saved plan is bound to, in `FILE.json` beside the plan.
//!
//! Terraform itself applies another environment's first plan without a word, and forgets with which variables a plan
//! was made. So the circumstances are written down when it is made, and compared field by field before it is applied.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::variables_digest;
use crate::terraform::error::Error;
use crate::terraform::state::State;
use crate::terraform::terraform::Terraform;
use crate::terraform::version;
use crate::types::{AccountId, EnvName, Tag, sha256};

/// The version of the file. Another one is another shape.
const SCHEMA: u32 = 1;

/// What a plan is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PlanMetadata {
    pub(crate) schema: u32,
    pub(crate) environment: EnvName,
    pub(crate) tag: Tag,
    /// Whether it destroys everything. No command saves such a plan: a file that says so was changed by hand.
    pub(crate) destroy: bool,
    /// SHA-256 over the tag, the files of variables and the `TF_VAR_` variables.
    pub(crate) variables: String,
    /// None where there was no state yet, as with `serial`.
    pub(crate) lineage: Option<String>,
    pub(crate) serial: Option<u64>,
    /// The AWS account, where one was asked for.
    pub(crate) account: Option<AccountId>,
    pub(crate) terraform_version: String,
    /// SHA-256 of the plan's file.
    pub(crate) plan: String,
    pub(crate) time: Timestamp,
}

/// What only the caller knows of a plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlanContext<'a> {
    pub(crate) tag: &'a Tag,
    /// The account, as STS says.
    pub(crate) account: Option<&'a AccountId>,
    /// The state, read **before** the plan was made: a state that changed meanwhile must show.
    pub(crate) state: Option<&'a State>,
}

/// What the plan in the file `plan` is bound to, as it is now.
pub(crate) async fn describe(
    terraform: &Terraform,
    plan: &Path,
    now: PlanContext<'_>,
) -> Result<PlanMetadata, Error> {
    Ok(PlanMetadata {
        schema: SCHEMA,
        environment: terraform.environment().clone(),
        tag: now.tag.clone(),
        destroy: false,
        variables: variables_digest::of(terraform.settings(), now.tag)?,
        lineage: now.state.map(|state| state.lineage.clone()),
        serial: now.state.map(|state| state.serial),
        account: now.account.cloned(),
        terraform_version: version::of(terraform).await?.to_owned(),
        plan: sha256::hex(fs::read(plan).map_err(Error::file(plan))?),
        time: Timestamp::now(),
    })
}

impl PlanMetadata {
    pub(crate) fn path(plan: &Path) -> PathBuf {
        let mut path = plan.as_os_str().to_owned();
        path.push(".json");
        path.into()
    }

    /// Writes it beside its plan, readable by its owner only.
    pub(crate) fn write(&self, plan: &Path) -> Result<(), Error> {
        let path = Self::path(plan);
        let written = serde_json::to_vec_pretty(self).map_err(Into::into).and_then(|text| {
            fs::remove_file(&path).or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })?;
            let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            file.write_all(&text)?;
            file.write_all(b"\n")
        });
        written.map_err(|source| Error::File { path, source })
    }

    /// Reads the one beside a plan.
    pub(crate) fn read(plan: &Path) -> Result<Self, Error> {
        let path = Self::path(plan);
        if let Some(missing) = [plan, &path].into_iter().find(|file| !file.is_file()) {
            return Err(Error::NoPlan { path: plan.to_owned(), missing: missing.to_owned() });
        }
        let text = fs::read(&path).map_err(Error::file(&path))?;
        serde_json::from_slice(&text).map_err(|error| Error::Unreadable {
            what: format!("`{}`", path.display()),
            reason: error.to_string(),
        })
    }

    /// Fails if the plan was made in other circumstances than `now`, naming the first field that differs.
    pub(crate) fn check(&self, now: &Self) -> Result<(), Error> {
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
