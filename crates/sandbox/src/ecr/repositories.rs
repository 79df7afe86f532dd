//! The calls about repositories and their settings.

use serde_json::{Value, json};

use crate::{
    api::{ApiError, Moment},
    ecr::{repository::Repository, state::Ecr},
    input::{page, required, texts},
};

/// The form of a repository's name (ECR API reference, `CreateRepository`).
const NAME: &str = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*";

pub(crate) fn create(ecr: &mut Ecr, input: &Value, now: Moment) -> Result<Value, ApiError> {
    let name = required(input, "repositoryName")?;
    check_name(name)?;
    if ecr.repositories.contains_key(name) {
        let message = format!(
            "The repository with name '{name}' already exists in the registry with id '{}'",
            ecr.account
        );
        return Err(ApiError::client("RepositoryAlreadyExistsException", message));
    }
    let mut repository = Repository::new(name, input, now);
    repository.add_resource_tags(input);
    let answer = json!({ "repository": describe_one(ecr, &repository) });
    ecr.repositories.insert(name.into(), repository);
    Ok(answer)
}

pub(crate) fn describe(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let mut names: Vec<String> = texts(input, "repositoryNames").into_iter().map(str::to_owned).collect();
    if names.is_empty() {
        names = ecr.repositories.keys().cloned().collect();
    }
    let mut shown = Vec::new();
    for name in names {
        ecr.repository(&name)?;
        shown.push(describe_one(ecr, &ecr.repositories[&name]));
    }
    let (repositories, next) = page(shown, input, "maxResults", 100)?;
    Ok(json!({ "repositories": repositories, "nextToken": next }))
}

pub(crate) fn delete(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let name = required(input, "repositoryName")?;
    let is_empty = ecr.repository(name)?.is_empty();
    if !is_empty && input["force"] != true {
        let message = format!(
            "The repository with name '{name}' in registry with id '{}' cannot be deleted because it still \
             contains images",
            ecr.account
        );
        return Err(ApiError::client("RepositoryNotEmptyException", message));
    }
    let answer = json!({ "repository": describe_one(ecr, &ecr.repositories[name]) });
    ecr.repositories.remove(name);
    Ok(answer)
}

pub(crate) fn put_mutability(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let mutability = required(input, "imageTagMutability")?;
    ecr.named(input)?.mutability = mutability.into();
    let mut answer = ecr.identity(required(input, "repositoryName")?);
    answer["imageTagMutability"] = mutability.into();
    Ok(answer)
}

pub(crate) fn put_scanning(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let scanning = &input["imageScanningConfiguration"];
    ecr.named(input)?.scanning = scanning.clone();
    let mut answer = ecr.identity(required(input, "repositoryName")?);
    answer["imageScanningConfiguration"] = scanning.clone();
    Ok(answer)
}

fn describe_one(ecr: &Ecr, repository: &Repository) -> Value {
    json!({
        "repositoryArn": ecr.repository_arn(&repository.name),
        "registryId": ecr.account,
        "repositoryName": repository.name,
        "repositoryUri": format!("{}/{}", ecr.host, repository.name),
        "createdAt": repository.created_at.seconds(),
        "imageTagMutability": repository.mutability,
        "imageScanningConfiguration": repository.scanning,
        "encryptionConfiguration": repository.encryption,
    })
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
