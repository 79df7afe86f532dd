//! Answers in the form of each protocol.
//!
//! An error in the wrong form reads as "unknown error" in every SDK, and none of them retries it.

use std::sync::atomic::{AtomicU64, Ordering};

use hyper::{Response, StatusCode};
use serde_json::{Value, json};

use crate::{
    api::ApiError,
    http::body::{Body, full},
    protocol::protocols::Protocol,
};

/// An error, written as the protocol wants it.
pub(crate) fn error_answer(protocol: Protocol, error: &ApiError) -> Response<Body> {
    let ApiError { code, message, .. } = error;
    let (kind, body) = match protocol {
        Protocol::Json => (JSON, json!({ "__type": code, "message": message }).to_string().into()),
        Protocol::Cbor => ("application/cbor", cbor(code, message)),
        Protocol::Query | Protocol::RestXml => (XML, query(error).into()),
        Protocol::Ec2 => (XML, ec2(error).into()),
        Protocol::S3 => (XML, s3(error).into()),
        Protocol::Registry => ("application/json", registry(error).into()),
        Protocol::RestJson => ("application/json", json!({ "message": message }).to_string().into()),
    };
    let mut answer = answer(error.status, kind, body);
    let headers = answer.headers_mut();
    if let (Protocol::RestJson, Ok(code)) = (protocol, code.parse()) {
        headers.insert("x-amzn-errortype", code);
    }
    if protocol == Protocol::Cbor {
        headers.insert("smithy-protocol", "rpc-v2-cbor".parse().expect("a plain word is a header value"));
    }
    answer
}

/// A JSON protocol's answer to a successful call.
pub(crate) fn json_answer(value: &Value) -> Response<Body> {
    answer(200, JSON, value.to_string().into())
}

/// An id in the form of AWS's request ids; different for every call.
pub(crate) fn request_id() -> String {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    format!("00000000-0000-4000-8000-{call:012x}")
}

const JSON: &str = "application/x-amz-json-1.1";
const XML: &str = "text/xml";

fn answer(status: u16, kind: &str, body: Vec<u8>) -> Response<Body> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Response::builder()
        .status(status)
        .header("content-type", kind)
        .header("x-amzn-requestid", request_id())
        .body(full(body))
        .expect("all parts are valid by construction")
}

fn query(error: &ApiError) -> String {
    let side = if error.status < 500 { "Sender" } else { "Receiver" };
    format!(
        "<ErrorResponse><Error><Type>{side}</Type>{}</Error><RequestId>{}</RequestId></ErrorResponse>",
        code_and_message(error),
        request_id()
    )
}

fn ec2(error: &ApiError) -> String {
    format!(
        "<Response><Errors><Error>{}</Error></Errors><RequestID>{}</RequestID></Response>",
        code_and_message(error),
        request_id()
    )
}

fn s3(error: &ApiError) -> String {
    format!("<Error>{}<RequestId>{}</RequestId></Error>", code_and_message(error), request_id())
}

fn code_and_message(error: &ApiError) -> String {
    format!("<Code>{}</Code><Message>{}</Message>", escaped(&error.code), escaped(&error.message))
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Errors of the registry protocol (OCI distribution specification, "Error codes").
fn registry(error: &ApiError) -> String {
    json!({ "errors": [{ "code": error.code, "message": error.message }] }).to_string()
}

/// A map of two texts (RFC 8949, §3.1), which is all of CBOR that an error needs.
fn cbor(code: &str, message: &str) -> Vec<u8> {
    let mut bytes = vec![0xa2];
    for text in ["__type", code, "message", message] {
        let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
        bytes.push(0x79);
        bytes.extend(length.to_be_bytes());
        bytes.extend(&text.as_bytes()[..length.into()]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_escaped() {
        let error = ApiError::client("Bad", "a < b & c");
        assert!(s3(&error).contains("<Message>a &lt; b &amp; c</Message>"));
    }

    #[test]
    fn cbor_is_a_map_of_two_texts() {
        assert_eq!(cbor("A", "b"), b"\xa2\x79\0\x06__type\x79\0\x01A\x79\0\x07message\x79\0\x01b");
    }
}
