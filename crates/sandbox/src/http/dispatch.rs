//! Routes a request to the function that answers it.

use hyper::{Request, Response, body::Incoming, http::request::Parts};
use serde_json::Value;

use crate::{
    account::Account,
    api::ApiError,
    backends::{Upstream, moto_calls},
    ecs::names::Location,
    faults::with_fault,
    http::{
        assume_role,
        body::{Body, BodyError, collect, full, streamed},
        caller_identity, control, target_health,
    },
    models::{ModelCall, Models},
    protocol::{Call, Protocol, caller, error_answer, identify, is_form, json_answer},
};

/// Answers one request to the AWS APIs. An `Err` cuts the connection.
pub(crate) async fn answer(
    account: &Account,
    request: Request<Incoming>,
) -> Result<Response<Body>, BodyError> {
    let (parts, incoming) = request.into_parts();
    if parts.uri.path().starts_with(control::PREFIX) {
        let body = collect(streamed(incoming)).await?;
        return Ok(control::answer(account, &parts, &body));
    }
    let mut body = streamed(incoming);
    let mut form = None;
    if is_form(&parts) {
        let bytes = collect(body).await?;
        body = full(bytes.clone());
        form = Some(bytes);
    }
    let call = identify(&parts, form.as_deref());
    with_fault(account, &call, route(account, &call, parts, body)).await
}

async fn route(
    account: &Account,
    call: &Call,
    parts: Parts,
    body: Body,
) -> Result<Response<Body>, BodyError> {
    let location = account.location(caller(&parts).as_ref());
    if Models::own(&call.service) {
        return by_model(account, call, &location, body).await;
    }
    let mut body = body;
    if target_health::concerns_tasks(call) {
        let form = collect(body).await?;
        if let Some(answer) = target_health::answer(account, &location, &form) {
            return Ok(answer);
        }
        body = full(form);
    }
    match &account.upstream {
        Some(upstream) => by_moto(account, upstream, call, Request::from_parts(parts, body)).await,
        None => without_moto(account, call, &location, body).await,
    }
}

async fn by_moto(
    account: &Account,
    upstream: &Upstream,
    call: &Call,
    request: Request<Body>,
) -> Result<Response<Body>, BodyError> {
    let answer = moto_calls::forward(upstream, call, request).await;
    let answer = answer.unwrap_or_else(|error| unreachable(call.protocol, &error));
    if !is_call(call, "AssumeRole") {
        return Ok(answer);
    }
    let (head, body) = answer.into_parts();
    let body = collect(body).await?;
    account.note_assumed_role(&String::from_utf8_lossy(&body));
    Ok(Response::from_parts(head, full(body)))
}

async fn without_moto(
    account: &Account,
    call: &Call,
    location: &Location,
    body: Body,
) -> Result<Response<Body>, BodyError> {
    if is_call(call, "GetCallerIdentity") {
        return Ok(caller_identity::answer(&location.account));
    }
    if is_call(call, "AssumeRole") {
        let (answer, text) = assume_role::answer(&collect(body).await?);
        account.note_assumed_role(&text);
        return Ok(answer);
    }
    let refusal = ApiError::not_implemented(&call.service, &call.operation);
    Ok(error_answer(call.protocol, &refusal))
}

/// Whether it is this call to STS.
fn is_call(call: &Call, operation: &str) -> bool {
    call.service == "sts" && call.operation == operation
}

async fn by_model(
    account: &Account,
    call: &Call,
    location: &Location,
    body: Body,
) -> Result<Response<Body>, BodyError> {
    let bytes = collect(body).await?;
    let answer = read(call, &bytes).and_then(|input| {
        let Call { service, operation, .. } = call;
        account.call(&ModelCall { service, operation, input: &input, location })
    });
    Ok(match answer {
        Ok(value) => json_answer(&value),
        Err(error) => error_answer(call.protocol, &error),
    })
}

fn read(call: &Call, bytes: &[u8]) -> Result<Value, ApiError> {
    if call.protocol != Protocol::Json {
        return Err(ApiError::not_implemented(&call.service, &call.operation));
    }
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    serde_json::from_slice(bytes)
        .map_err(|error| ApiError::client("SerializationException", error.to_string()))
}

fn unreachable(protocol: Protocol, error: &BodyError) -> Response<Body> {
    let message = format!("moto does not answer: {error}");
    error_answer(protocol, &ApiError { status: 503, code: "ServiceUnavailable".into(), message })
}
