//! The calls about images.

use serde_json::{Value, json};

use crate::{
    api::{ApiError, Moment},
    ecr::{manifest::Manifest, repository::Repository, state::Ecr},
    input::{list, page, required, text},
};

pub(crate) fn describe(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let account = ecr.account.clone();
    let repository = ecr.named(input)?;
    let asked = list(input, "imageIds");
    let mut found: Vec<&Manifest> = Vec::new();
    for id in asked {
        let manifest = wanted(repository, id).ok_or_else(|| not_found(&account, repository, id))?;
        if !found.iter().any(|other| other.digest == manifest.digest) {
            found.push(manifest);
        }
    }
    if asked.is_empty() {
        let kept = |manifest: &&Manifest| is_kept(input, repository, &manifest.digest);
        found = repository.manifests().filter(kept).collect();
    }
    let details = found.into_iter().map(|manifest| detail(&account, repository, manifest)).collect();
    let (details, next) = page(details, input, "maxResults", 100)?;
    Ok(json!({ "imageDetails": details, "nextToken": next }))
}

pub(crate) fn list_all(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let repository = ecr.named(input)?;
    let mut ids = Vec::new();
    for manifest in repository.manifests().filter(|it| is_kept(input, repository, &it.digest)) {
        let tags = repository.tags_of(&manifest.digest);
        if tags.is_empty() {
            ids.push(json!({ "imageDigest": manifest.digest }));
        }
        ids.extend(tags.into_iter().map(|tag| json!({ "imageDigest": manifest.digest, "imageTag": tag })));
    }
    let (ids, next) = page(ids, input, "maxResults", 100)?;
    Ok(json!({ "imageIds": ids, "nextToken": next }))
}

pub(crate) fn batch_get(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let account = ecr.account.clone();
    let repository = ecr.named(input)?;
    let (mut images, mut failures) = (Vec::new(), Vec::new());
    for id in list(input, "imageIds") {
        match wanted(repository, id) {
            Some(manifest) => images.push(image(&account, repository, manifest, text(id, "imageTag"))),
            None => failures.push(failure(id)),
        }
    }
    Ok(json!({ "images": images, "failures": failures }))
}

pub(crate) fn batch_delete(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let repository = ecr.named(input)?;
    let (mut ids, mut failures) = (Vec::new(), Vec::new());
    for id in list(input, "imageIds") {
        let Some(digest) = wanted(repository, id).map(|manifest| manifest.digest.clone()) else {
            failures.push(failure(id));
            continue;
        };
        match text(id, "imageTag") {
            Some(tag) => repository.untag(tag),
            None => repository.remove(&digest),
        }
        ids.push(json!({ "imageDigest": digest, "imageTag": id["imageTag"] }));
    }
    Ok(json!({ "imageIds": ids, "failures": failures }))
}

pub(crate) fn put(ecr: &mut Ecr, input: &Value, now: Moment) -> Result<Value, ApiError> {
    let account = ecr.account.clone();
    let bytes = required(input, "imageManifest")?.as_bytes().to_vec();
    let manifest = Manifest::new(bytes, text(input, "imageManifestMediaType"), now);
    let tag = text(input, "imageTag");
    let repository = ecr.named(input)?;
    if let Some(tag) = tag {
        refuse_again(repository, &manifest, tag)?;
        repository.check_tag(tag)?;
    }
    let shown = image(&account, repository, &manifest, tag);
    ecr.remember(required(input, "repositoryName")?, manifest, tag)?;
    Ok(json!({ "image": shown }))
}

/// The same content under the same tag has an error of its own (ECR API reference, `PutImage`).
fn refuse_again(repository: &Repository, manifest: &Manifest, tag: &str) -> Result<(), ApiError> {
    if repository.manifest(tag).is_none_or(|there| there.digest != manifest.digest) {
        return Ok(());
    }
    let message = format!(
        "Image with digest '{}' and tag '{tag}' already exists in the repository with name '{}'",
        manifest.digest, repository.name
    );
    Err(ApiError::client("ImageAlreadyExistsException", message))
}

fn wanted<'r>(repository: &'r Repository, id: &Value) -> Option<&'r Manifest> {
    repository.manifest(text(id, "imageDigest").or(text(id, "imageTag"))?)
}

fn is_kept(input: &Value, repository: &Repository, digest: &str) -> bool {
    let tagged = !repository.tags_of(digest).is_empty();
    match input["filter"]["tagStatus"].as_str() {
        Some("TAGGED") => tagged,
        Some("UNTAGGED") => !tagged,
        _ => true,
    }
}

fn detail(account: &str, repository: &Repository, manifest: &Manifest) -> Value {
    let mut detail = json!({
        "registryId": account,
        "repositoryName": repository.name,
        "imageDigest": manifest.digest,
        "imageSizeInBytes": manifest.size(),
        "imagePushedAt": manifest.pushed_at.seconds(),
        "imageManifestMediaType": manifest.media_type,
    });
    if let Some(kind) = manifest.content()["config"]["mediaType"].as_str() {
        detail["artifactMediaType"] = kind.into();
    }
    let tags = repository.tags_of(&manifest.digest);
    if !tags.is_empty() {
        detail["imageTags"] = json!(tags);
    }
    detail
}

fn image(account: &str, repository: &Repository, manifest: &Manifest, tag: Option<&str>) -> Value {
    json!({
        "registryId": account,
        "repositoryName": repository.name,
        "imageId": { "imageDigest": manifest.digest, "imageTag": tag },
        "imageManifest": String::from_utf8_lossy(&manifest.bytes),
        "imageManifestMediaType": manifest.media_type,
    })
}

fn failure(id: &Value) -> Value {
    json!({ "imageId": id, "failureCode": "ImageNotFound", "failureReason": "Requested image not found" })
}

fn not_found(account: &str, repository: &Repository, id: &Value) -> ApiError {
    let shown = |key| text(id, key).map_or("null".into(), |value| format!("'{value}'"));
    let message = format!(
        "The image with imageId {{imageDigest:{}, imageTag:{}}} does not exist within the repository with name '{}' in \
         the registry with id '{account}'",
        shown("imageDigest"),
        shown("imageTag"),
        repository.name
    );
    ApiError::client("ImageNotFoundException", message)
}
