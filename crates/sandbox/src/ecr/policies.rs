//! Lifecycle policies and repository policies: texts that are stored and given back.

use serde_json::Value;

use super::Ecr;
use crate::{
    api::{ApiError, Moment},
    input::required,
};

impl Ecr {
    pub(super) fn put_lifecycle_policy(&mut self, input: &Value, now: Moment) -> Result<Value, ApiError> {
        let text = required(input, "lifecyclePolicyText")?;
        if serde_json::from_str::<Value>(text).is_err() {
            let message = "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy \
                           validation failure: not a JSON document'";
            return Err(ApiError::client("InvalidParameterException", message));
        }
        self.named(input)?.lifecycle = Some((text.into(), now));
        self.with_text(input, "lifecyclePolicyText", text)
    }

    pub(super) fn lifecycle_policy(&mut self, input: &Value) -> Result<Value, ApiError> {
        let stored = self.named(input)?.lifecycle.clone();
        let (text, put) = stored.ok_or_else(|| self.no_policy(input, "Lifecycle"))?;
        let mut answer = self.with_text(input, "lifecyclePolicyText", &text)?;
        answer["lastEvaluatedAt"] = put.seconds().into();
        Ok(answer)
    }

    pub(super) fn delete_lifecycle_policy(&mut self, input: &Value) -> Result<Value, ApiError> {
        let answer = self.lifecycle_policy(input)?;
        self.named(input)?.lifecycle = None;
        Ok(answer)
    }

    pub(super) fn set_policy(&mut self, input: &Value) -> Result<Value, ApiError> {
        let text = required(input, "policyText")?;
        self.named(input)?.policy = Some(text.into());
        self.with_text(input, "policyText", text)
    }

    pub(super) fn policy(&mut self, input: &Value) -> Result<Value, ApiError> {
        let stored = self.named(input)?.policy.clone();
        let text = stored.ok_or_else(|| self.no_policy(input, "Repository"))?;
        self.with_text(input, "policyText", &text)
    }

    pub(super) fn delete_policy(&mut self, input: &Value) -> Result<Value, ApiError> {
        let answer = self.policy(input)?;
        self.named(input)?.policy = None;
        Ok(answer)
    }

    fn with_text(&self, input: &Value, key: &str, text: &str) -> Result<Value, ApiError> {
        let mut answer = self.identity(required(input, "repositoryName")?);
        answer[key] = text.into();
        Ok(answer)
    }

    fn no_policy(&self, input: &Value, kind: &str) -> ApiError {
        let name = input["repositoryName"].as_str().unwrap_or_default();
        let message = format!(
            "{kind} policy does not exist for the repository with name '{name}' in the registry with id '{}'",
            self.account
        );
        ApiError::client(format!("{kind}PolicyNotFoundException"), message)
    }
}
