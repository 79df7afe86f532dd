//! `/_sandbox/…`: the commands of the program `sandbox` for a running sandbox. They are not recorded.

use std::time::Duration;

use hyper::{Response, StatusCode, http::request::Parts};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    account::Account,
    ecs::Rule,
    http::body::{Body, full},
};

/// The beginning of the paths of these commands.
pub(crate) const PREFIX: &str = "/_sandbox/";

/// Answers a command: 200 with JSON, or 400 with the reason as text.
pub(crate) fn answer(account: &Account, parts: &Parts, body: &[u8]) -> Response<Body> {
    let path = parts.uri.path().trim_start_matches(PREFIX);
    let (status, text) = match dispatch(account, parts.method.as_str(), path, body) {
        Ok(value) => (StatusCode::OK, value.to_string()),
        Err(reason) => (StatusCode::BAD_REQUEST, reason),
    };
    let mut response = Response::new(full(text));
    *response.status_mut() = status;
    response
}

fn dispatch(account: &Account, method: &str, path: &str, body: &[u8]) -> Result<Value, String> {
    let segments: Vec<_> = path.split('/').collect();
    match (method, segments.as_slice()) {
        ("GET", ["calls"]) => return Ok(json!(account.record.calls())),
        ("DELETE", ["calls"]) => account.record.clear(),
        ("GET", ["clock"]) => {}
        ("POST", ["clock", "advance", millis]) => account.clock.advance(millis_of(millis)?),
        ("POST", ["tokens", "expire"]) => account.with_ecr(crate::ecr::Ecr::expire_tokens),
        ("POST", ["rule"]) => {
            let rule: Rule = read(body)?;
            account.rule(&rule);
        }
        ("POST", ["fault"]) => account.faults.add(read(body)?).map_err(|error| error.to_string())?,
        ("POST", ["reset"]) => account.reset(),
        _ => return Err(format!("the sandbox has no command `{method} {path}`")),
    }
    Ok(json!({ "now": account.clock.now() }))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

fn millis_of(text: &str) -> Result<Duration, String> {
    text.parse()
        .map(Duration::from_millis)
        .map_err(|error| format!("`{text}` is not a number of milliseconds: {error}"))
}
