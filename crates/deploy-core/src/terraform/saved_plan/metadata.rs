//! What a saved plan is bound to, in `FILE.json` beside the plan.
//!
//! Terraform itself applies another environment's first plan without a word, and forgets with which variables a plan
//! was made. So the circumstances are written down when it is made, and compared field by field before it is applied.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{configuration, variables_digest};
use crate::aws::Location;
use crate::terraform::backend;
use crate::terraform::error::Error;
use crate::terraform::state::State;
use crate::terraform::terraform::Terraform;
use crate::terraform::version;
use crate::types::{AccountId, EnvName, Tag, sha256};

/// The version of the file. Another one is another shape.
const SCHEMA: u32 = 2;

/// What a plan is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PlanMetadata {
    pub(crate) schema: u32,
    pub(crate) environment: EnvName,
    pub(crate) tag: Tag,
    /// Whether it destroys everything. No command saves such a plan: a file that says so was changed by hand.
    pub(crate) destroy: bool,
    /// SHA-256 over the tag, the contents of the files of variables and the `TF_VAR_` variables.
    pub(crate) variables: String,
    /// SHA-256 over the configuration of the root and of all modules.
    pub(crate) configuration: String,
    /// SHA-256 over where the state is.
    pub(crate) backend: String,
    /// None where there was no state yet, as with `serial`.
    pub(crate) lineage: Option<String>,
    pub(crate) serial: Option<u64>,
    /// The AWS account, where one was asked for.
    pub(crate) account: Option<AccountId>,
    /// The AWS region.
    pub(crate) region: Option<String>,
    /// The endpoint of all services of AWS, where it is overridden.
    pub(crate) endpoint: Option<String>,
    pub(crate) terraform_version: String,
    /// The providers with their versions.
    pub(crate) providers: String,
    /// SHA-256 of the plan's file.
    pub(crate) plan: String,
    pub(crate) time: Timestamp,
}

/// What only the caller knows of a plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlanContext<'a> {
    pub(crate) tag: &'a Tag,
    /// Where calls go, and the account, as STS says.
    pub(crate) location: &'a Location,
    /// The state, read **before** the plan was made: a state that changed meanwhile must show.
    pub(crate) state: Option<&'a State>,
}

/// What the plan in the file `plan` is bound to, as it is now.
pub(crate) async fn describe(
    terraform: &Terraform,
    plan: &Path,
    now: PlanContext<'_>,
) -> Result<PlanMetadata, Error> {
    let settings = terraform.settings();
    Ok(PlanMetadata {
        schema: SCHEMA,
        environment: terraform.environment().clone(),
        tag: now.tag.clone(),
        destroy: false,
        variables: variables_digest::of(settings, now.tag)?,
        configuration: configuration::digest(settings)?,
        backend: backend::digest(terraform)?,
        lineage: now.state.map(|state| state.lineage.clone()),
        serial: now.state.map(|state| state.serial),
        account: now.location.account.clone(),
        region: now.location.region.clone(),
        endpoint: now.location.endpoint.clone(),
        terraform_version: version::of(terraform).await?.to_owned(),
        providers: configuration::providers(settings),
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
        let unreadable = |error: serde_json::Error| Error::Unreadable {
            what: format!("`{}`", path.display()),
            reason: error.to_string(),
        };
        // Another schema has other fields.
        let Schema { schema } = serde_json::from_slice(&text).map_err(unreadable)?;
        require_same("schema", &schema.to_string(), &SCHEMA.to_string())?;
        serde_json::from_slice(&text).map_err(unreadable)
    }

    /// Fails if the plan was made in other circumstances than `now`, naming the first field that differs, or longer ago
    /// than `max_age`.
    pub(crate) fn check(&self, now: &Self, max_age: Duration) -> Result<(), Error> {
        for (field, value) in FIELDS {
            require_same(field, &value(self), &value(now))?;
        }
        let age = Duration::try_from(now.time.duration_since(self.time)).unwrap_or_default();
        if age > max_age { Err(Error::PlanTooOld { age, max_age }) } else { Ok(()) }
    }
}

#[derive(Deserialize)]
struct Schema {
    schema: u32,
}

/// A field of the metadata as text.
type Value = fn(&PlanMetadata) -> String;

/// The fields that must be the same, in the order in which they are compared.
const FIELDS: [(&str, Value); 15] = [
    ("environment", |plan| plan.environment.to_string()),
    ("account", |plan| optional(plan.account.as_ref())),
    ("region", |plan| optional(plan.region.as_ref())),
    ("endpoint", |plan| optional(plan.endpoint.as_ref())),
    ("tag", |plan| plan.tag.to_string()),
    ("purpose", |plan| purpose(plan.destroy)),
    ("Terraform version", |plan| plan.terraform_version.clone()),
    ("providers", |plan| plan.providers.clone()),
    ("digest of the configuration", |plan| plan.configuration.clone()),
    ("digest of variables", |plan| plan.variables.clone()),
    ("digest of the backend", |plan| plan.backend.clone()),
    ("state", |plan| optional(plan.lineage.as_ref())),
    ("state's serial", |plan| optional(plan.serial.as_ref())),
    ("schema", |plan| plan.schema.to_string()),
    ("plan file's digest", |plan| plan.plan.clone()),
];

fn require_same(field: &'static str, planned: &str, now: &str) -> Result<(), Error> {
    if planned == now {
        return Ok(());
    }
    Err(Error::Stale { field, planned: shown(planned), now: shown(now) })
}

fn optional<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn purpose(destroy: bool) -> String {
    if destroy { "to destroy" } else { "to apply" }.to_owned()
}

/// A digest is shown by its first digits.
fn shown(value: &str) -> String {
    let is_digest = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_digest { format!("{}…", &value[..12]) } else { value.to_owned() }
}
