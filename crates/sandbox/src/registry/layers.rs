//! Requests that are forwarded to the registry behind the sandbox.

use hyper::{Request, Response, http::request::Parts};

use crate::{account::Account, api::ApiError, http::body::Body, registry::errors::unsupported};

/// Forwards a request to the real registry.
pub(crate) async fn forward(account: &Account, parts: Parts, body: Body) -> Result<Response<Body>, ApiError> {
    let Some(registry) = &account.registry else {
        return Err(unsupported("the sandbox was started without a registry"));
    };
    registry.forward(Request::from_parts(parts, body)).await.map_err(|error| ApiError {
        status: 503,
        code: "UNAVAILABLE".into(),
        message: format!("the registry does not answer: {error}"),
    })
}
