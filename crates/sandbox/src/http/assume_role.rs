//! `AssumeRole`, for a sandbox without moto.

use hyper::Response;

use crate::{
    http::body::{Body, full},
    protocol::{escaped, form_value, request_id},
};

/// Credentials for the account that the role's ARN names (AWS STS API Reference, "`AssumeRole`").
pub(crate) fn answer(form: &[u8]) -> (Response<Body>, String) {
    let role = form_value(form, "RoleArn").unwrap_or_default();
    let session = form_value(form, "RoleSessionName").unwrap_or_default();
    let assumed = role.replacen(":iam:", ":sts:", 1).replacen(":role/", ":assumed-role/", 1);
    let id = request_id();
    let key: String = id.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    let body = format!(
        "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><AssumedRoleUser>\
         <Arn>{arn}</Arn><AssumedRoleId>AROASANDBOX:{session}</AssumedRoleId></AssumedRoleUser><Credentials>\
         <AccessKeyId>ASIA{key}</AccessKeyId><SecretAccessKey>sandbox</SecretAccessKey><SessionToken>sandbox\
         </SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>\
         <ResponseMetadata><RequestId>{id}</RequestId></ResponseMetadata></AssumeRoleResponse>",
        arn = escaped(&format!("{assumed}/{session}")),
        session = escaped(&session),
        key = key.to_uppercase(),
    );
    let mut response = Response::new(full(body.clone()));
    response.headers_mut().insert("content-type", hyper::header::HeaderValue::from_static("text/xml"));
    (response, body)
}
