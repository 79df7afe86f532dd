//! Routes a request to the function that answers it.

use hyper::{Request, Response, body::Incoming, http::request::Parts};
use serde_json::Value;

use crate::{
    account::Account,
    api::ApiError,
    backends::moto_calls,
    faults::with_fault,
    http::{
        body::{Body, BodyError, collect, full, streamed},
        caller_identity, control, target_health,
    },
    models::Models,
    protocol::{Call, Protocol, error_answer, identify, is_form, json_answer},
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
    if Models::own(&call.service) {
        return by_model(account, call, body).await;
    }
    let mut body = body;
    if target_health::concerns_tasks(call) {
        let form = collect(body).await?;
        if let Some(answer) = target_health::answer(account, &form) {
            return Ok(answer);
        }
        body = full(form);
    }
    if let Some(upstream) = &account.upstream {
        let answer = moto_calls::forward(upstream, call, Request::from_parts(parts, body)).await;
        return Ok(answer.unwrap_or_else(|error| unreachable(call.protocol, &error)));
    }
    if (call.service.as_str(), call.operation.as_str()) == ("sts", "GetCallerIdentity") {
        return Ok(caller_identity::answer(&account.id));
    }
    let refusal = ApiError::not_implemented(&call.service, &call.operation);
    Ok(error_answer(call.protocol, &refusal))
}

async fn by_model(account: &Account, call: &Call, body: Body) -> Result<Response<Body>, BodyError> {
    let bytes = collect(body).await?;
    let answer = read(call, &bytes).and_then(|input| account.call(&call.service, &call.operation, &input));
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
