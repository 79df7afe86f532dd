//! Reading a call and writing its answer, in the form of Application Auto Scaling.

use serde_json::Value;

use crate::{api::ApiError, input::text};

/// A required field.
pub(crate) fn required<'v>(input: &'v Value, name: &str) -> Result<&'v str, ApiError> {
    text(input, name).ok_or_else(|| {
        let message = format!(
            "1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
        );
        ApiError::client("ValidationException", message)
    })
}

/// The answer of a describe call.
pub(crate) fn answer(name: &str, all: impl Iterator<Item = Value>) -> Value {
    serde_json::json!({ name: all.collect::<Vec<_>>() })
}
