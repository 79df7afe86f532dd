//! Lifecycle policies and repository policies: stored and returned as they are.

use serde_json::Value;

use crate::{
    api::{ApiError, Moment},
    ecr::state::Ecr,
    input::required,
};

pub(crate) fn put_lifecycle(ecr: &mut Ecr, input: &Value, now: Moment) -> Result<Value, ApiError> {
    let text = required(input, "lifecyclePolicyText")?;
    if serde_json::from_str::<Value>(text).is_err() {
        let message = "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy \
                       validation failure: not a JSON document'";
        return Err(ApiError::client("InvalidParameterException", message));
    }
    ecr.named(input)?.lifecycle = Some((text.into(), now));
    with_text(ecr, input, "lifecyclePolicyText", text)
}

pub(crate) fn lifecycle(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let stored = ecr.named(input)?.lifecycle.clone();
    let (text, put) = stored.ok_or_else(|| not_found(ecr, input, "Lifecycle"))?;
    let mut answer = with_text(ecr, input, "lifecyclePolicyText", &text)?;
    answer["lastEvaluatedAt"] = put.seconds().into();
    Ok(answer)
}

pub(crate) fn delete_lifecycle(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let answer = lifecycle(ecr, input)?;
    ecr.named(input)?.lifecycle = None;
    Ok(answer)
}

pub(crate) fn set(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let text = required(input, "policyText")?;
    ecr.named(input)?.policy = Some(text.into());
    with_text(ecr, input, "policyText", text)
}

pub(crate) fn get(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let stored = ecr.named(input)?.policy.clone();
    let text = stored.ok_or_else(|| not_found(ecr, input, "Repository"))?;
    with_text(ecr, input, "policyText", &text)
}

pub(crate) fn delete(ecr: &mut Ecr, input: &Value) -> Result<Value, ApiError> {
    let answer = get(ecr, input)?;
    ecr.named(input)?.policy = None;
    Ok(answer)
}

fn with_text(ecr: &Ecr, input: &Value, key: &str, text: &str) -> Result<Value, ApiError> {
    let mut answer = ecr.identity(required(input, "repositoryName")?);
    answer[key] = text.into();
    Ok(answer)
}

fn not_found(ecr: &Ecr, input: &Value, kind: &str) -> ApiError {
    let name = input["repositoryName"].as_str().unwrap_or_default();
    let message = format!(
        "{kind} policy does not exist for the repository with name '{name}' in the registry with id '{}'",
        ecr.account
    );
    ApiError::client(format!("{kind}PolicyNotFoundException"), message)
}
