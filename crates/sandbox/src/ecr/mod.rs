//! A model of Amazon ECR's API: repositories and what is known of the images in them.
//!
//! Digests are true: an image is known by the very bytes of the manifest that was pushed, so that they can be
//! compared with what an engine or a registry says. Layers are not here but in the registry behind the sandbox.

mod images;
mod manifest;
mod policies;
mod repositories;
mod repository;
mod tags;
mod tokens;

use std::collections::BTreeMap;

use serde_json::{Value, json};

pub(crate) use manifest::Manifest;
pub(crate) use repository::Repository;
pub(crate) use tokens::TokenFault;
use tokens::Tokens;

use crate::{
    api::{ApiError, Moment},
    input::required,
};

/// All repositories of one account in one region.
#[derive(Debug)]
pub(crate) struct Ecr {
    account: String,
    region: String,
    /// `localhost:PORT`: what stands before an image's name.
    host: String,
    repositories: BTreeMap<String, Repository>,
    tokens: Tokens,
    /// Images that were pushed and nobody was told of yet: `HOST/NAME:TAG`, digest.
    pushed: Vec<(String, String)>,
}

impl Ecr {
    pub(crate) fn new(account: &str, region: &str, host: &str) -> Self {
        Self {
            account: account.into(),
            region: region.into(),
            host: host.into(),
            repositories: BTreeMap::new(),
            tokens: Tokens::default(),
            pushed: Vec::new(),
        }
    }

    /// Answers a call of the API; 501 by name where it is not modelled.
    pub(crate) fn call(&mut self, operation: &str, input: &Value, now: Moment) -> Result<Value, ApiError> {
        match operation {
            "GetAuthorizationToken" => Ok(self.authorization_token(now)),
            "CreateRepository" => self.create(input, now),
            "DescribeRepositories" => self.describe(input),
            "DeleteRepository" => self.delete(input),
            "PutImageTagMutability" => self.put_mutability(input),
            "PutImageScanningConfiguration" => self.put_scanning(input),
            "PutLifecyclePolicy" => self.put_lifecycle_policy(input, now),
            "GetLifecyclePolicy" => self.lifecycle_policy(input),
            "DeleteLifecyclePolicy" => self.delete_lifecycle_policy(input),
            "SetRepositoryPolicy" => self.set_policy(input),
            "GetRepositoryPolicy" => self.policy(input),
            "DeleteRepositoryPolicy" => self.delete_policy(input),
            "ListTagsForResource" => self.list_tags(input),
            "TagResource" => self.tag(input),
            "UntagResource" => self.untag(input),
            "DescribeImages" => self.describe_images(input),
            "ListImages" => self.list_images(input),
            "BatchGetImage" => self.batch_get_image(input),
            "BatchDeleteImage" => self.batch_delete_image(input),
            "PutImage" => self.put_image(input, now),
            _ => Err(ApiError::not_implemented("ecr", operation)),
        }
    }

    /// The repository of that name, or the error that the API answers.
    pub(crate) fn repository(&mut self, name: &str) -> Result<&mut Repository, ApiError> {
        let account = &self.account;
        self.repositories.get_mut(name).ok_or_else(|| {
            let message = format!(
                "The repository with name '{name}' does not exist in the registry with id '{account}'"
            );
            ApiError::client("RepositoryNotFoundException", message)
        })
    }

    /// The repository that `input` names.
    fn named(&mut self, input: &Value) -> Result<&mut Repository, ApiError> {
        self.repository(required(input, "repositoryName")?)
    }

    /// Takes a pushed manifest.
    pub(crate) fn remember(
        &mut self,
        name: &str,
        manifest: Manifest,
        tag: Option<&str>,
    ) -> Result<(), ApiError> {
        let digest = manifest.digest.clone();
        self.repository(name)?.remember(manifest, tag);
        let tag = tag.map(|tag| format!("{}/{name}:{tag}", self.host));
        self.pushed.extend(tag.map(|image| (image, digest)));
        Ok(())
    }

    /// Images that were pushed since this was last asked: `HOST/NAME:TAG`, digest.
    pub(crate) fn take_pushed(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.pushed)
    }

    /// The fields that most answers about a repository begin with.
    fn identity(&self, name: &str) -> Value {
        json!({ "registryId": self.account, "repositoryName": name })
    }

    /// What the registry makes of a password at `now`.
    pub(crate) fn check_token(&self, password: &str, now: Moment) -> Result<(), TokenFault> {
        self.tokens.check(password, now)
    }

    /// Ends every token that was handed out so far.
    pub(crate) fn expire_tokens(&mut self) {
        self.tokens.expire();
    }

    fn authorization_token(&mut self, now: Moment) -> Value {
        let (token, expires) = self.tokens.issue(now);
        json!({ "authorizationData": [{
            "authorizationToken": token,
            "expiresAt": expires.seconds(),
            "proxyEndpoint": format!("http://{}", self.host),
        }] })
    }
}
