//! Beside a state in S3: the object `KEY.deploy-lock`, and the objects `KEY.deploy-runs/ID.json`.
//!
//! Conditional writes keep two runs from writing the same object
//! (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html>).

use std::time::Duration;

use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::types::ServerSideEncryption;

use super::server_time::ServerTime;
use crate::aws::{self, Aws};
use crate::terraform::backend::{ObjectProtection, S3Backend};
use crate::terraform::error::Error;

/// What S3 answers where the condition of a write does not hold, or another write came at the same time.
const NOT_MET: [&str; 3] = ["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"];

/// The lock and the runs beside a state in S3.
#[derive(Clone, Debug)]
pub(crate) struct S3Store {
    aws: Aws,
    bucket: String,
    /// Of the state.
    key: String,
    protection: ObjectProtection,
}

/// An object, and how long ago it was written by S3's clock.
pub(super) struct Object {
    pub(super) text: Vec<u8>,
    pub(super) etag: String,
    pub(super) age: Option<Duration>,
}

/// When an object may be written.
pub(super) enum Condition<'a> {
    Always,
    /// There is none.
    Absent,
    /// It is the one with this `ETag`.
    Unchanged(&'a str),
}

impl S3Store {
    pub(super) fn beside(backend: &S3Backend, workspace: &str, aws: &Aws) -> Self {
        Self {
            aws: backend.in_region(aws),
            bucket: backend.bucket().to_owned(),
            key: backend.key(workspace),
            protection: backend.protection().clone(),
        }
    }

    pub(super) fn lock_key(&self) -> String {
        format!("{}.deploy-lock", self.key)
    }

    pub(super) async fn write_run(&self, id: &str, text: &[u8]) -> Result<(), Error> {
        self.put(&self.run_key(id), text, Condition::Always).await.map(drop)
    }

    pub(super) async fn read_run(&self, id: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.get(&self.run_key(id)).await?.map(|object| object.text))
    }

    pub(super) async fn runs(&self) -> Result<Vec<String>, Error> {
        let folder = format!("{}.deploy-runs/", self.key);
        let listing = self.aws.s3().list_objects_v2().bucket(&self.bucket).prefix(&folder);
        let mut pages = listing.into_paginator().send();
        let mut ids = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| self.error("ListObjectsV2", &error))?;
            let keys = page.contents().iter().filter_map(|object| object.key());
            let names = keys.filter_map(|key| key.strip_prefix(&folder)?.strip_suffix(".json"));
            ids.extend(names.map(str::to_owned));
        }
        Ok(ids)
    }

    /// Writes an object and returns its `ETag`; none where the condition does not hold.
    pub(super) async fn put(
        &self,
        key: &str,
        text: &[u8],
        condition: Condition<'_>,
    ) -> Result<Option<String>, Error> {
        let put = self.aws.s3_changing().put_object().bucket(&self.bucket).key(key);
        let put = self.protected(put).content_type("application/json").body(text.to_vec().into());
        let put = match condition {
            Condition::Always => put,
            Condition::Absent => put.if_none_match("*"),
            Condition::Unchanged(etag) => put.if_match(etag),
        };
        match put.send().await {
            Ok(written) => Ok(Some(written.e_tag.unwrap_or_default())),
            Err(error) if is_not_met(&error) => Ok(None),
            Err(error) => Err(self.error("PutObject", &error)),
        }
    }

    pub(super) async fn get(&self, key: &str) -> Result<Option<Object>, Error> {
        let time = ServerTime::default();
        let get = self.aws.s3().get_object().bucket(&self.bucket).key(key);
        let object = match get.customize().interceptor(time.clone()).send().await {
            Ok(object) => object,
            Err(error) if error.code() == Some("NoSuchKey") => return Ok(None),
            Err(error) => return Err(self.error("GetObject", &error)),
        };
        let age = object.last_modified.and_then(|written| time.since(written));
        let etag = object.e_tag.unwrap_or_default();
        let text = object.body.collect().await;
        let text = text.map_err(|error| aws::unanswered("GetObject", &self.aws.address("S3"), &error))?;
        Ok(Some(Object { text: text.to_vec(), etag, age }))
    }

    /// Deletes the object with this `ETag`. Returns whether it was the one.
    pub(super) async fn delete(&self, key: &str, etag: &str) -> Result<bool, Error> {
        let delete = self.aws.s3_changing().delete_object().bucket(&self.bucket).key(key).if_match(etag);
        match delete.send().await {
            Ok(_) => Ok(true),
            Err(error) if is_not_met(&error) => Ok(false),
            Err(error) => Err(self.error("DeleteObject", &error)),
        }
    }

    /// As Terraform protects the state.
    fn protected(&self, put: PutObjectFluentBuilder) -> PutObjectFluentBuilder {
        let ObjectProtection { encrypt, kms_key_id, acl } = &self.protection;
        let put = put.set_acl(acl.as_deref().map(Into::into));
        match kms_key_id {
            _ if !encrypt => put,
            Some(key) => put.server_side_encryption(ServerSideEncryption::AwsKms).ssekms_key_id(key),
            None => put.server_side_encryption(ServerSideEncryption::Aes256),
        }
    }

    fn run_key(&self, id: &str) -> String {
        format!("{}.deploy-runs/{id}.json", self.key)
    }

    fn error<E, R>(&self, operation: &'static str, error: &SdkError<E, R>) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        R: std::fmt::Debug,
    {
        aws::translate(operation, &self.aws.address("S3"), error).into()
    }
}

#[cfg(test)]
impl S3Store {
    /// Beside a state in the bucket that the sandbox has.
    pub(super) fn of_tests(aws: Aws, key: &str, protection: ObjectProtection) -> Self {
        Self { aws, bucket: "terraform-state-123456789012".to_owned(), key: key.to_owned(), protection }
    }
}

fn is_not_met<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    error.code().is_some_and(|code| NOT_MET.contains(&code))
}
