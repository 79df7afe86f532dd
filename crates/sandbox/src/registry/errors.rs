//! Errors of the registry.

use hyper::{
    Response,
    header::{HeaderValue, WWW_AUTHENTICATE},
};

use crate::{
    api::ApiError,
    http::body::Body,
    protocol::{Protocol, error_answer},
};

const CHALLENGE: HeaderValue =
    HeaderValue::from_static("Basic realm=\"sandbox\",service=\"ecr.amazonaws.com\"");

/// An error of the registry protocol; an exception of the API becomes the code of ECR's registry.
pub(crate) fn answer(error: &ApiError) -> Response<Body> {
    let (status, code) = match error.code.as_str() {
        "RepositoryNotFoundException" => (404, "NAME_UNKNOWN"),
        "ImageTagAlreadyExistsException" => (400, "TAG_INVALID"),
        other => (error.status, other),
    };
    let error = ApiError { status, code: code.into(), message: error.message.clone() };
    let mut response = error_answer(Protocol::Registry, &error);
    if status == 401 {
        response.headers_mut().insert(WWW_AUTHENTICATE, CHALLENGE);
    }
    response
}

pub(crate) fn unsupported(message: &str) -> ApiError {
    ApiError { status: 405, code: "UNSUPPORTED".into(), message: message.into() }
}
