//! Basic credentials `AWS:TOKEN`.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hyper::{header::AUTHORIZATION, http::request::Parts};

use crate::{account::Account, api::ApiError, ecr::TokenFault};

/// Accepts a token that `GetAuthorizationToken` issued.
pub(crate) fn check(account: &Account, parts: &Parts) -> Result<(), ApiError> {
    let password = password(parts).ok_or_else(|| error(401, "UNAUTHORIZED", "authentication required"))?;
    let now = account.clock.now();
    account.with_ecr(|ecr| ecr.check_token(&password, now)).map_err(|fault| match fault {
        TokenFault::Unknown => error(400, "DENIED", "Your Authorization Token is invalid."),
        TokenFault::Expired => {
            error(403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.")
        }
    })
}

fn password(parts: &Parts) -> Option<String> {
    let encoded = parts.headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let plain = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    plain.strip_prefix("AWS:").map(str::to_owned)
}

fn error(status: u16, code: &str, message: &str) -> ApiError {
    ApiError { status, code: code.into(), message: message.into() }
}
