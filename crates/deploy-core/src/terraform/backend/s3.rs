//! States in S3 (<https://developer.hashicorp.com/terraform/language/backend/s3>), read without Terraform.
//!
//! Only where the plain AWS client does just what Terraform would: a backend block that says anything more (a role to
//! assume, a customer key, an endpoint of its own, a setting of tomorrow) is left to Terraform.

use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::primitives::ByteStream;
use serde_json::{Map, Value};

use super::workspace_names::{DEFAULT, sorted};
use crate::aws::{self, Aws};
use crate::env_var;
use crate::terraform::error::Error;

/// Where states are in S3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct S3Backend {
    name: String,
    /// Where the backend block names one, before that of the environment.
    region: Option<String>,
    key: String,
    prefix: String,
    protection: ObjectProtection,
}

/// How the backend block protects the objects that are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ObjectProtection {
    /// Whether they are encrypted by the server.
    pub(crate) encrypt: bool,
    /// The key of KMS; S3's own where there is none. It counts only with `encrypt`, as for Terraform.
    pub(crate) kms_key_id: Option<String>,
    pub(crate) acl: Option<String>,
}

/// The settings that are used below, or change nothing for a read.
const SUPPORTED_SETTINGS: [&str; 20] = [
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
    "workspace_key_prefix",
];

/// How often an object is read. The SDK repeats a call, but not a body that breaks off after a good beginning.
const MAX_READS: u32 = 3;

/// Variables that only Terraform's backend reads.
const BACKEND_VARIABLES: [&str; 2] = ["AWS_S3_ENDPOINT", "AWS_SSE_CUSTOMER_KEY"];

impl S3Backend {
    /// As the backend block says; none if it says something that is left to Terraform.
    pub(super) fn new(config: &Map<String, Value>) -> Option<Self> {
        let is_supported = |key: &str, value| SUPPORTED_SETTINGS.contains(&key) || is_unset(value);
        let is_plain = config.iter().all(|(key, value)| is_supported(key, value));
        if !is_plain || BACKEND_VARIABLES.iter().any(|name| env_var::inherited(name).is_some()) {
            return None;
        }
        let text = |key: &str| config.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        Some(Self {
            name: text("bucket")?.to_owned(),
            region: text("region").map(str::to_owned),
            key: text("key")?.to_owned(),
            prefix: prefix(config.get("workspace_key_prefix"))?.to_owned(),
            protection: ObjectProtection {
                encrypt: config.get("encrypt").and_then(Value::as_bool).unwrap_or_default(),
                kms_key_id: text("kms_key_id").map(str::to_owned),
                acl: text("acl").map(str::to_owned),
            },
        })
    }

    /// The bucket of the states.
    pub(crate) fn bucket(&self) -> &str {
        &self.name
    }

    /// How its objects are protected.
    pub(crate) fn protection(&self) -> &ObjectProtection {
        &self.protection
    }

    /// The state of a workspace, if there is one.
    pub(crate) async fn read(&self, workspace: &str, aws: &Aws) -> Result<Option<Vec<u8>>, Error> {
        let (key, aws) = (self.key(workspace), self.in_region(aws));
        let mut attempt = 1;
        loop {
            let Some(body) = self.get(&key, &aws).await? else { return Ok(None) };
            match body.collect().await {
                Ok(body) => return Ok(Some(body.to_vec())),
                Err(_) if attempt < MAX_READS => attempt += 1,
                Err(error) => return Err(aws::unanswered("GetObject", &aws.address("S3"), &error).into()),
            }
        }
    }

    /// The object under a key, as far as it has come.
    async fn get(&self, key: &str, aws: &Aws) -> Result<Option<ByteStream>, Error> {
        match aws.s3().get_object().bucket(&self.name).key(key).send().await {
            Ok(object) => Ok(Some(object.body)),
            Err(error) if error.as_service_error().is_some_and(GetObjectError::is_no_such_key) => Ok(None),
            Err(error) => Err(aws::translate("GetObject", &aws.address("S3"), &error).into()),
        }
    }

    /// Whether a workspace is there: a question for one key, where a listing of all environments of all projects in
    /// the bucket could be long. `workspace new` puts an empty state.
    pub(crate) async fn has_workspace(&self, workspace: &str, aws: &Aws) -> Result<bool, Error> {
        let (key, aws) = (self.key(workspace), self.in_region(aws));
        // It is the first one that begins like that; the runs beside the state follow.
        let listing = aws.s3().list_objects_v2().bucket(&self.name).prefix(&key).max_keys(1);
        let listed = listing.send().await;
        let listed = listed.map_err(|error| aws::translate("ListObjectsV2", &aws.address("S3"), &error))?;
        Ok(listed.contents().iter().any(|object| object.key() == Some(&key)))
    }

    /// All workspaces, sorted.
    pub(crate) async fn workspaces(&self, aws: &Aws) -> Result<Vec<String>, Error> {
        let keys = self.list(&format!("{}/", self.prefix), aws).await?;
        Ok(sorted(keys.iter().filter_map(|key| self.workspace(key))))
    }

    async fn list(&self, prefix: &str, aws: &Aws) -> Result<Vec<String>, Error> {
        let aws = self.in_region(aws);
        let pages = aws.s3().list_objects_v2().bucket(&self.name).prefix(prefix).into_paginator();
        let mut pages = pages.send();
        let mut keys = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| aws::translate("ListObjectsV2", &aws.address("S3"), &error))?;
            keys.extend(page.contents().iter().filter_map(|object| object.key().map(str::to_owned)));
        }
        Ok(keys)
    }

    /// The object that is the state of a workspace.
    pub(crate) fn key(&self, workspace: &str) -> String {
        if workspace == DEFAULT {
            self.key.clone()
        } else {
            format!("{}/{workspace}/{}", self.prefix, self.key)
        }
    }

    /// The workspace whose state a key is.
    fn workspace(&self, key: &str) -> Option<String> {
        let rest = key.strip_prefix(&self.prefix)?.strip_prefix('/')?;
        rest.strip_suffix(&self.key)?.strip_suffix('/').map(str::to_owned)
    }

    /// The connection in the bucket's region.
    pub(crate) fn in_region(&self, aws: &Aws) -> Aws {
        self.region.as_ref().map_or_else(|| aws.clone(), |region| aws.in_region(region))
    }
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
        Value::Bool(true) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn bucket(more: &[(&str, Value)]) -> Option<S3Backend> {
        let plain = json!({ "bucket": "states", "key": "app/terraform.tfstate", "region": null, "profile": null, "encrypt": true });
        let mut config = plain.as_object().unwrap().clone();
        config.extend(more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        S3Backend::new(&config)
    }

    #[test]
    fn there_is_a_key_for_each_workspace() {
        let bucket = bucket(&[]).unwrap();
        assert_eq!(bucket.key("default"), "app/terraform.tfstate");
        assert_eq!(bucket.key("dev"), "env:/dev/app/terraform.tfstate");
        assert_eq!(bucket.workspace("env:/dev/app/terraform.tfstate").as_deref(), Some("dev"));
        assert_eq!(bucket.workspace("env:/dev/other/terraform.tfstate"), None);
    }

    #[test]
    fn another_prefix_is_taken() {
        let with = |prefix: &str| bucket(&[("workspace_key_prefix", json!(prefix))]);
        assert_eq!(with("envs").unwrap().key("dev"), "envs/dev/app/terraform.tfstate");
        assert_eq!(with(""), None);
    }

    #[test]
    fn what_the_plain_client_cannot_honour_is_left_to_terraform() {
        assert_eq!(
            bucket(&[("assume_role", json!({ "role_arn": "arn:aws:iam::123456789012:role/x" }))]),
            None
        );
        assert_eq!(bucket(&[("sse_customer_key", json!("x"))]), None);
        assert_eq!(bucket(&[("endpoints", json!({ "s3": "http://127.0.0.1:1" }))]), None);
        assert_eq!(bucket(&[("a_setting_of_tomorrow", json!(1))]), None);
        assert!(bucket(&[("assume_role", json!(null)), ("endpoints", json!({ "s3": null }))]).is_some());
    }
}
