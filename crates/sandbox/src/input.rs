//! Reads the input of a JSON call, with the errors that AWS returns for an invalid one.

use serde_json::Value;

use crate::api::ApiError;

/// An optional text.
pub(crate) fn text<'v>(input: &'v Value, key: &str) -> Option<&'v str> {
    input.get(key).and_then(Value::as_str)
}

/// A required text.
pub(crate) fn required<'v>(input: &'v Value, key: &str) -> Result<&'v str, ApiError> {
    text(input, key).ok_or_else(|| {
        let message = format!(
            "1 validation error detected: Value null at '{key}' failed to satisfy constraint: Member must not be null"
        );
        ApiError::client("InvalidParameterException", message)
    })
}

/// The members of a list; none where it is absent.
pub(crate) fn list<'v>(input: &'v Value, key: &str) -> &'v [Value] {
    input.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The texts of a list.
pub(crate) fn texts<'v>(input: &'v Value, key: &str) -> Vec<&'v str> {
    list(input, key).iter().filter_map(Value::as_str).collect()
}

/// One page of `items`, and the token of the next one, if any. `limit` names the parameter with the size of a page.
pub(crate) fn page<T>(
    items: Vec<T>,
    input: &Value,
    limit: &str,
    default: usize,
) -> Result<(Vec<T>, Option<String>), ApiError> {
    let asked = input.get(limit).and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok());
    let size = asked.unwrap_or(default).max(1);
    let token = text(input, "nextToken").unwrap_or("0");
    let start: usize = token.parse().map_err(|_| {
        ApiError::client(
            "InvalidParameterException",
            "Invalid parameter at 'nextToken': not a token of this service",
        )
    })?;
    let next = start.saturating_add(size);
    let more = (next < items.len()).then(|| next.to_string());
    Ok((items.into_iter().skip(start).take(size).collect(), more))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pages_follow_each_other() {
        let first = page(vec![1, 2, 3], &json!({ "maxResults": 2 }), "maxResults", 100).unwrap();
        assert_eq!(first, (vec![1, 2], Some("2".into())));
        let input = json!({ "maxResults": 2, "nextToken": "2" });
        assert_eq!(page(vec![1, 2, 3], &input, "maxResults", 100).unwrap(), (vec![3], None));
        assert!(page(vec![1], &json!({ "nextToken": "x" }), "maxResults", 100).is_err());
    }
}
