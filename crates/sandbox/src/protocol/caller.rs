//! Who makes a request, and in which region: the credential scope of its signature.

use hyper::http::request::Parts;

/// What a signature says of its caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) access_key: String,
    pub(crate) region: String,
    /// As the service signs, e.g. `monitoring`.
    pub(crate) service: String,
}

/// `None` for a request without a signature.
///
/// The scope is `KEY/20260101/us-east-1/ecs/aws4_request`, in the header or a presigned address (AWS documentation,
/// "Signature Version 4 request elements").
pub(crate) fn caller(parts: &Parts) -> Option<Caller> {
    let authorization = parts.headers.get("authorization").and_then(|value| value.to_str().ok());
    let in_header = authorization.and_then(|value| value.split_once("Credential=")).map(|(_, rest)| rest);
    let in_query = || parts.uri.query()?.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Credential="));
    let scope = in_header.or_else(in_query)?;
    let scope = scope.split([',', ' ']).next().unwrap_or_default().replace("%2F", "/");
    let mut words = scope.split('/').map(str::to_owned);
    let access_key = words.next()?;
    let region = words.nth(1)?;
    Some(Caller { access_key, region, service: words.next()? })
}
