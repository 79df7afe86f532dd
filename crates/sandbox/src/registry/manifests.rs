//! Manifests: stored in the model and in the registry behind the sandbox.

use hyper::{
    Method, Response, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION},
    http::{request::Parts, response::Builder},
};
use serde_json::json;

use crate::{
    account::Account,
    api::ApiError,
    ecr::Manifest,
    http::body::{Body, collect, full},
    registry::{layers, route::Route},
};

/// Stores a manifest, unless its tag is immutable.
pub(crate) async fn put(
    account: &Account,
    route: &Route,
    reference: &str,
    parts: Parts,
    body: Body,
) -> Result<Response<Body>, ApiError> {
    let name = route.repository.as_deref().unwrap_or_default();
    let tag = Some(reference).filter(|reference| !reference.starts_with("sha256:"));
    if let Some(tag) = tag {
        account.with_ecr(|ecr| ecr.repository(name)?.check_tag(tag))?;
    }
    let bytes = collect(body).await.map_err(|error| invalid(&error.to_string()))?;
    let media_type = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let manifest = Manifest::new(bytes.to_vec(), media_type.as_deref(), account.clock.now());
    let answer = if account.registry.is_some() {
        layers::forward(account, parts, full(bytes)).await?
    } else {
        created(name, &manifest)
    };
    if answer.status() == StatusCode::CREATED {
        account.with_ecr(|ecr| ecr.remember(name, manifest, tag))?;
    }
    Ok(answer)
}

/// Returns a manifest, or only its headers.
pub(crate) fn get(
    account: &Account,
    route: &Route,
    reference: &str,
    parts: &Parts,
) -> Result<Response<Body>, ApiError> {
    let name = route.repository.as_deref().unwrap_or_default();
    let manifest = account.with_ecr(|ecr| Ok(ecr.repository(name)?.manifest(reference).cloned()))?;
    let manifest = manifest.ok_or_else(|| ApiError {
        status: 404,
        code: "MANIFEST_UNKNOWN".into(),
        message: "Requested image not found".into(),
    })?;
    let head = described(&manifest)
        .header(CONTENT_TYPE, &manifest.media_type)
        .header(CONTENT_LENGTH, manifest.bytes.len());
    let content = if parts.method == Method::HEAD { Vec::new() } else { manifest.bytes };
    Ok(head.body(full(content)).expect("the headers are valid by construction"))
}

/// Lists the tags of a repository.
pub(crate) fn tags(account: &Account, route: &Route) -> Result<Response<Body>, ApiError> {
    let name = route.repository.as_deref().unwrap_or_default();
    let tags: Vec<String> =
        account.with_ecr(|ecr| Ok(ecr.repository(name)?.image_tags().map(str::to_owned).collect()))?;
    let body = json!({ "name": name, "tags": tags }).to_string();
    let answer = Response::builder().header(CONTENT_TYPE, "application/json");
    Ok(answer.body(full(body)).expect("the headers are valid by construction"))
}

fn created(name: &str, manifest: &Manifest) -> Response<Body> {
    let location = format!("/v2/{name}/manifests/{}", manifest.digest);
    let answer = described(manifest).status(StatusCode::CREATED).header(LOCATION, location);
    answer.body(full("")).expect("the headers are valid by construction")
}

fn described(manifest: &Manifest) -> Builder {
    Response::builder().header("docker-content-digest", &manifest.digest)
}

fn invalid(message: &str) -> ApiError {
    ApiError::client("MANIFEST_INVALID", message)
}
