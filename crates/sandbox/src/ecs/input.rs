//! Reads the fields of a call's input, by their names in the ECS API.
//!
//! A field that is `null` is a field that was not given: SDKs write both.

use serde_json::{Map, Value};

use crate::api::ApiError;

/// A JSON object whose keys are the API's own field names.
pub(crate) type Fields = Map<String, Value>;

/// What a call answers.
pub(crate) type Answer = Result<Value, ApiError>;

/// The input of one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a>(pub(crate) &'a Value);

impl<'a> Input<'a> {
    /// The field, if it was given.
    pub(crate) fn get(self, field: &str) -> Option<&'a Value> {
        self.0.get(field).filter(|value| !value.is_null())
    }

    pub(crate) fn text(self, field: &str) -> Option<&'a str> {
        self.get(field)?.as_str()
    }

    pub(crate) fn required(self, field: &str) -> Result<&'a str, ApiError> {
        let sentence = || invalid(format!("{field} cannot be null or empty."));
        self.text(field).filter(|text| !text.is_empty()).ok_or_else(sentence)
    }

    pub(crate) fn count(self, field: &str) -> Option<usize> {
        usize::try_from(self.get(field)?.as_u64()?).ok()
    }

    pub(crate) fn flag(self, field: &str) -> bool {
        self.get(field).and_then(Value::as_bool).unwrap_or_default()
    }

    pub(crate) fn list(self, field: &str) -> &'a [Value] {
        self.get(field).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn texts(self, field: &str) -> impl Iterator<Item = &'a str> {
        self.list(field).iter().filter_map(Value::as_str)
    }

    pub(crate) fn includes(self, what: &str) -> bool {
        self.texts("include").any(|included| included == what)
    }

    /// All fields that were given, without those named.
    pub(crate) fn fields_without(self, left_out: &[&str]) -> Fields {
        let given = self.0.as_object().into_iter().flatten();
        given
            .filter(|(field, value)| !value.is_null() && !left_out.contains(&field.as_str()))
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect()
    }
}

/// `InvalidParameterException` with this message.
pub(crate) fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::client("InvalidParameterException", message)
}

/// `ClientException` with this message.
pub(crate) fn refused(message: impl Into<String>) -> ApiError {
    ApiError::client("ClientException", message)
}

/// Sets a field that was not given.
pub(crate) fn default(fields: &mut Fields, field: &str, value: Value) {
    if !fields.contains_key(field) {
        fields.insert(field.to_owned(), value);
    }
}
