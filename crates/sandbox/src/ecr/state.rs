//! The state of ECR.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    api::{ApiError, Moment},
    ecr::{
        manifest::Manifest,
        repository::Repository,
        tokens::{TokenFault, Tokens},
    },
    input::required,
};

/// All repositories of one account in one region.
#[derive(Debug)]
pub(crate) struct Ecr {
    pub(crate) account: String,
    pub(crate) region: String,
    /// `localhost:PORT`: the beginning of an image's name.
    pub(crate) host: String,
    pub(crate) repositories: BTreeMap<String, Repository>,
    pub(crate) tokens: Tokens,
    /// Pushed images that `take_pushed` has not returned yet: `HOST/NAME:TAG`, digest.
    pub(crate) pushed: Vec<(String, String)>,
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
    pub(crate) fn named(&mut self, input: &Value) -> Result<&mut Repository, ApiError> {
        self.repository(required(input, "repositoryName")?)
    }

    /// Stores a pushed manifest.
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

    /// Images that were pushed since the last call: `HOST/NAME:TAG`, digest.
    pub(crate) fn take_pushed(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.pushed)
    }

    /// The fields that most answers about a repository begin with.
    pub(crate) fn identity(&self, name: &str) -> Value {
        json!({ "registryId": self.account, "repositoryName": name })
    }

    /// Whether a password is valid at `now`.
    pub(crate) fn check_token(&self, password: &str, now: Moment) -> Result<(), TokenFault> {
        self.tokens.check(password, now)
    }

    /// Lets all tokens expire.
    pub(crate) fn expire_tokens(&mut self) {
        self.tokens.expire();
    }

    pub(crate) fn repository_arn(&self, name: &str) -> String {
        format!("arn:aws:ecr:{}:{}:repository/{name}", self.region, self.account)
    }
}
