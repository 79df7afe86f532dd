//! `GetCallerIdentity`, for a sandbox without moto.

use hyper::{Response, StatusCode};

use crate::{
    http::body::{Body, full},
    protocol::request_id,
};

/// The answer to `GetCallerIdentity` (AWS STS API reference).
pub(crate) fn answer(account: &str) -> Response<Body> {
    let body = format!(
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
         <Arn>arn:aws:iam::{account}:user/sandbox</Arn><UserId>AIDASANDBOX</UserId><Account>{account}</Account>\
         </GetCallerIdentityResult><ResponseMetadata><RequestId>{}</RequestId></ResponseMetadata>\
         </GetCallerIdentityResponse>",
        request_id()
    );
    let mut response = Response::new(full(body));
    *response.status_mut() = StatusCode::OK;
    response.headers_mut().insert("content-type", hyper::header::HeaderValue::from_static("text/xml"));
    response
}
