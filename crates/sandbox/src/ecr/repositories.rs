//! Making, describing and deleting repositories, and their settings.

use serde_json::{Value, json};

use super::{Ecr, Repository};
use crate::{
    api::{ApiError, Moment},
    input::{page, required, texts},
};

/// The form of a repository's name (ECR API reference, `CreateRepository`).
const NAME: &str = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*";

impl Ecr {
    pub(super) fn create(&mut self, input: &Value, now: Moment) -> Result<Value, ApiError> {
        let name = required(input, "repositoryName")?;
        check_name(name)?;
        if self.repositories.contains_key(name) {
            let message = format!(
                "The repository with name '{name}' already exists in the registry with id '{}'",
                self.account
            );
            return Err(ApiError::client("RepositoryAlreadyExistsException", message));
        }
        let mut repository = Repository::new(name, input, now);
        repository.add_resource_tags(input);
        let answer = json!({ "repository": self.shown(&repository) });
        self.repositories.insert(name.into(), repository);
        Ok(answer)
    }

    pub(super) fn describe(&mut self, input: &Value) -> Result<Value, ApiError> {
        let mut names: Vec<String> = texts(input, "repositoryNames").into_iter().map(str::to_owned).collect();
        if names.is_empty() {
            names = self.repositories.keys().cloned().collect();
        }
        let mut shown = Vec::new();
        for name in names {
            self.repository(&name)?;
            shown.push(self.shown(&self.repositories[&name]));
        }
        let (repositories, next) = page(shown, input, ("maxResults", 100))?;
        Ok(json!({ "repositories": repositories, "nextToken": next }))
    }

    pub(super) fn delete(&mut self, input: &Value) -> Result<Value, ApiError> {
        let name = required(input, "repositoryName")?;
        let is_empty = self.repository(name)?.is_empty();
        if !is_empty && input["force"] != true {
            let message = format!(
                "The repository with name '{name}' in registry with id '{}' cannot be deleted because it still \
                 contains images",
                self.account
            );
            return Err(ApiError::client("RepositoryNotEmptyException", message));
        }
        let answer = json!({ "repository": self.shown(&self.repositories[name]) });
        self.repositories.remove(name);
        Ok(answer)
    }

    pub(super) fn put_mutability(&mut self, input: &Value) -> Result<Value, ApiError> {
        let mutability = required(input, "imageTagMutability")?;
        self.named(input)?.mutability = mutability.into();
        let mut answer = self.identity(required(input, "repositoryName")?);
        answer["imageTagMutability"] = mutability.into();
        Ok(answer)
    }

    pub(super) fn put_scanning(&mut self, input: &Value) -> Result<Value, ApiError> {
        let scanning = &input["imageScanningConfiguration"];
        self.named(input)?.scanning = scanning.clone();
        let mut answer = self.identity(required(input, "repositoryName")?);
        answer["imageScanningConfiguration"] = scanning.clone();
        Ok(answer)
    }

    pub(super) fn arn(&self, name: &str) -> String {
        format!("arn:aws:ecr:{}:{}:repository/{name}", self.region, self.account)
    }

    fn shown(&self, repository: &Repository) -> Value {
        json!({
            "repositoryArn": self.arn(&repository.name),
            "registryId": self.account,
            "repositoryName": repository.name,
            "repositoryUri": format!("{}/{}", self.host, repository.name),
            "createdAt": repository.created_at.seconds(),
            "imageTagMutability": repository.mutability,
            "imageScanningConfiguration": repository.scanning,
            "encryptionConfiguration": repository.encryption,
        })
    }
}

fn check_name(name: &str) -> Result<(), ApiError> {
    let form = regex::Regex::new(&format!("^{NAME}$")).expect("the form is a valid regular expression");
    if form.is_match(name) && (2..=256).contains(&name.len()) {
        return Ok(());
    }
    let message = format!(
        "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '{NAME}''"
    );
    Err(ApiError::client("InvalidParameterException", message))
}
