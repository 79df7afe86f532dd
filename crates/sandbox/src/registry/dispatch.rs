//! Routes a request to the registry to the function that answers it.

use hyper::{Request, Response, body::Incoming, http::request::Parts};

use crate::{
    account::Account,
    api::ApiError,
    faults::with_fault,
    http::body::{Body, BodyError, full, streamed},
    protocol::{Call, Protocol},
    registry::{
        credentials,
        errors::{self, unsupported},
        layers, manifests,
        route::{Route, Target},
    },
};

/// Answers one request to the registry. An `Err` cuts the connection.
pub(crate) async fn answer(
    account: &Account,
    request: Request<Incoming>,
) -> Result<Response<Body>, BodyError> {
    let (parts, incoming) = request.into_parts();
    let route = Route::of(&parts);
    let operation = route.as_ref().map_or("Unknown", Route::operation).to_owned();
    let call =
        Call { service: "registry".into(), operation, region: String::new(), protocol: Protocol::Registry };
    let work = async {
        let response = match route {
            Some(route) => at(account, &route, parts, streamed(incoming)).await,
            None => Err(unsupported("the operation is unsupported")),
        };
        Ok(response.unwrap_or_else(|error| errors::answer(&error)))
    };
    let mut response = with_fault(account, &call, work).await?;
    response.headers_mut().insert("docker-distribution-api-version", API_VERSION);
    Ok(response)
}

const API_VERSION: hyper::header::HeaderValue = hyper::header::HeaderValue::from_static("registry/2.0");

async fn at(account: &Account, route: &Route, parts: Parts, body: Body) -> Result<Response<Body>, ApiError> {
    credentials::check(account, &parts)?;
    if let Some(name) = &route.repository {
        account.with_ecr(|ecr| ecr.repository(name).map(|_| ()))?;
    }
    match &route.target {
        Target::Ping => Ok(Response::new(full("{}"))),
        Target::Tags => manifests::tags(account, route),
        Target::Manifest(reference) => match parts.method.as_str() {
            "PUT" => manifests::put(account, route, reference, parts, body).await,
            "GET" | "HEAD" => manifests::get(account, route, reference, &parts),
            _ => Err(unsupported("the operation is unsupported")),
        },
        Target::Blob | Target::Upload => layers::forward(account, without_mount(parts), body).await,
    }
}

/// A request to mount a blob becomes a plain request to start an upload.
fn without_mount(mut parts: Parts) -> Parts {
    let query = parts.uri.query().unwrap_or_default();
    if query.split('&').any(|pair| pair.starts_with("mount=")) {
        parts.uri = parts.uri.path().parse().expect("the path of an address is an address");
    }
    parts
}
