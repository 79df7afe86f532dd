//! Errors in the words of CloudWatch Logs.

use crate::api::ApiError;

pub(crate) fn not_found(what: &str) -> ApiError {
    ApiError::client("ResourceNotFoundException", format!("The specified {what} does not exist."))
}

pub(crate) fn already_exists(what: &str) -> ApiError {
    ApiError::client("ResourceAlreadyExistsException", format!("The specified {what} already exists"))
}
