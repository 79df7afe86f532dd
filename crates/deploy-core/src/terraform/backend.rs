//! Where the state is, as the last `init` wrote it down, and reading it there without Terraform.
//!
//! Only what the plain AWS client honours just as Terraform would is read from S3; a backend block that says anything
//! more (a role to assume, a customer key, an endpoint of its own) is left to Terraform. The layout of both backends is
//! <https://developer.hashicorp.com/terraform/language/backend/local> and
//! <https://developer.hashicorp.com/terraform/language/backend/s3>.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Error;

const DEFAULT: &str = "default";

/// Where the states of a configuration are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Backend {
    Local(Folder),
    S3(Bucket),
    /// Terraform must be asked.
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    /// The state of the workspace `default`.
    default: PathBuf,
    /// Holds a folder for each other workspace.
    workspaces: PathBuf,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bucket {
    pub(super) name: String,
    /// Where the backend block names one, before that of the environment.
    pub(super) region: Option<String>,
    key: String,
    prefix: String,
}

impl Backend {
    /// Reads what `init` left in the data folder. Without a backend block it leaves nothing, and the state is local.
    pub(super) fn read(directory: &Path, data_dir: &Path) -> Result<Self, Error> {
        let path = data_dir.join("terraform.tfstate");
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(local(directory, &Map::new()));
            }
            Err(source) => return Err(Error::File { path, source }),
        };
        let unreadable = |error: serde_json::Error| Error::Unreadable {
            what: format!("`{}`", path.display()),
            reason: error.to_string(),
        };
        let initialised: Initialised = serde_json::from_slice(&text).map_err(unreadable)?;
        let Some(block) = initialised.backend else { return Ok(local(directory, &Map::new())) };
        Ok(match block.kind.as_str() {
            "local" => local(directory, &block.config),
            "s3" if !speaks_by_environment() => bucket(&block.config).map_or(Self::Other, Self::S3),
            _ => Self::Other,
        })
    }
}

#[derive(Deserialize)]
struct Initialised {
    backend: Option<Block>,
}

#[derive(Deserialize)]
struct Block {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    config: Map<String, Value>,
}

fn local(directory: &Path, config: &Map<String, Value>) -> Backend {
    let path =
        |key: &str, default: &str| directory.join(config.get(key).and_then(Value::as_str).unwrap_or(default));
    Backend::Local(Folder {
        default: path("path", "terraform.tfstate"),
        workspaces: path("workspace_dir", "terraform.tfstate.d"),
    })
}

/// Variables that only Terraform's backend heeds.
fn speaks_by_environment() -> bool {
    ["AWS_SSE_CUSTOMER_KEY", "AWS_S3_ENDPOINT"].iter().any(|name| env::var_os(name).is_some())
}

/// What changes nothing for who only reads, or is honoured below.
const HARMLESS: [&str; 19] = [
    "acl",
    "allowed_account_ids",
    "bucket",
    "dynamodb_table",
    "encrypt",
    "forbidden_account_ids",
    "force_path_style",
    "key",
    "kms_key_id",
    "max_retries",
    "region",
    "retry_mode",
    "skip_credentials_validation",
    "skip_metadata_api_check",
    "skip_region_validation",
    "skip_requesting_account_id",
    "skip_s3_checksum",
    "use_lockfile",
    "use_path_style",
];

fn bucket(config: &Map<String, Value>) -> Option<Bucket> {
    let unusual = |(key, value): (&String, &Value)| {
        key != "workspace_key_prefix" && !HARMLESS.contains(&key.as_str()) && !is_unset(value)
    };
    if config.iter().any(unusual) {
        return None;
    }
    let text = |key: &str| config.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    Some(Bucket {
        name: text("bucket")?.to_owned(),
        region: text("region").map(str::to_owned),
        key: text("key")?.to_owned(),
        prefix: prefix(config.get("workspace_key_prefix"))?.to_owned(),
    })
}

/// An empty one is not the default one.
fn prefix(value: Option<&Value>) -> Option<&str> {
    match value {
        None | Some(Value::Null) => Some("env:"),
        Some(value) => value.as_str().filter(|prefix| !prefix.is_empty()),
    }
}

fn is_unset(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_unset),
        _ => false,
    }
}

impl Folder {
    pub(super) fn state(&self, workspace: &str) -> PathBuf {
        if workspace == DEFAULT {
            self.default.clone()
        } else {
            self.workspaces.join(workspace).join("terraform.tfstate")
        }
    }

    /// All workspaces, sorted.
    pub(super) fn workspaces(&self) -> Vec<String> {
        let entries = self.workspaces.read_dir().into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.path().is_dir());
        sorted(folders.filter_map(|entry| entry.file_name().into_string().ok()))
    }
}

impl Bucket {
    pub(super) fn key(&self, workspace: &str) -> String {
        if workspace == DEFAULT {
            self.key.clone()
        } else {
            format!("{}/{workspace}/{}", self.prefix, self.key)
        }
    }

    /// What the keys of all workspaces but `default` begin with.
    pub(super) fn prefix(&self) -> String {
        format!("{}/", self.prefix)
    }

    /// The workspaces whose states are among the keys of the bucket, sorted.
    pub(super) fn workspaces<'a>(&self, keys: impl Iterator<Item = &'a str>) -> Vec<String> {
        let prefix = self.prefix();
        let end = format!("/{}", self.key);
        sorted(keys.filter_map(|key| Some(key.strip_prefix(&prefix)?.strip_suffix(&end)?.to_owned())))
    }
}

fn sorted(found: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<_> = found.chain([DEFAULT.to_owned()]).collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Backend {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join("terraform.tfstate"), text).unwrap();
        Backend::read(Path::new("/project"), data.path()).unwrap()
    }

    fn s3(more: &str) -> Backend {
        read(&format!(
            r#"{{"version":3,"backend":{{"type":"s3","config":{{"bucket":"states","key":"app/terraform.tfstate","region":null,"profile":null,"encrypt":true{more}}},"hash":1}}}}"#
        ))
    }

    #[test]
    fn without_a_backend_block_the_state_is_local() {
        let data = tempfile::tempdir().unwrap();
        let Backend::Local(folder) = Backend::read(Path::new("/project"), data.path()).unwrap() else {
            panic!()
        };
        assert_eq!(folder.state("default"), Path::new("/project/terraform.tfstate"));
        assert_eq!(folder.state("dev"), Path::new("/project/terraform.tfstate.d/dev/terraform.tfstate"));
    }

    #[test]
    fn a_local_backend_can_have_places_of_its_own() {
        let text =
            r#"{"backend":{"type":"local","config":{"path":"st/x.tfstate","workspace_dir":"/elsewhere"}}}"#;
        let Backend::Local(folder) = read(text) else { panic!() };
        assert_eq!(folder.state("default"), Path::new("/project/st/x.tfstate"));
        assert_eq!(folder.state("dev"), Path::new("/elsewhere/dev/terraform.tfstate"));
    }

    #[test]
    fn a_bucket_has_a_key_for_each_workspace() {
        let Backend::S3(bucket) = s3("") else { panic!() };
        assert_eq!(bucket.key("default"), "app/terraform.tfstate");
        assert_eq!(bucket.key("dev"), "env:/dev/app/terraform.tfstate");
        let keys = ["env:/dev/app/terraform.tfstate", "env:/x/other", "env:/prod/app/terraform.tfstate"];
        assert_eq!(bucket.workspaces(keys.into_iter()), ["default", "dev", "prod"]);
    }

    #[test]
    fn another_prefix_is_heeded() {
        let Backend::S3(bucket) = s3(r#","workspace_key_prefix":"envs""#) else { panic!() };
        assert_eq!(bucket.key("dev"), "envs/dev/app/terraform.tfstate");
        assert_eq!(s3(r#","workspace_key_prefix":"""#), Backend::Other);
    }

    #[test]
    fn what_the_plain_client_cannot_honour_is_left_to_terraform() {
        assert_eq!(s3(r#","assume_role":{"role_arn":"arn:aws:iam::123456789012:role/x"}"#), Backend::Other);
        assert_eq!(s3(r#","sse_customer_key":"x""#), Backend::Other);
        assert_eq!(s3(r#","endpoints":{"s3":"http://127.0.0.1:1"}"#), Backend::Other);
        assert_eq!(s3(r#","a_setting_of_tomorrow":1"#), Backend::Other);
        assert_eq!(read(r#"{"backend":{"type":"cloud","config":{}}}"#), Backend::Other);
        assert!(matches!(s3(r#","assume_role":null,"endpoints":{"s3":null}"#), Backend::S3(_)));
    }
}
