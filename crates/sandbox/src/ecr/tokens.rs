//! Passwords of the registry (ECR user guide, "Private registry authentication": user `AWS`, 12 hours).

use std::{collections::HashMap, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use crate::api::Moment;

const LIFE: Duration = Duration::from_hours(12);

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenFault {
    /// It was never issued.
    Unknown,
    /// It has expired.
    Expired,
}

/// All issued passwords, and when they expire.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    ends: HashMap<String, Moment>,
}

impl Tokens {
    /// A new password in the API's form, the Base64 of `AWS:PASSWORD`, and its end.
    pub(crate) fn issue(&mut self, now: Moment) -> (String, Moment) {
        let digest = Sha256::digest(format!("{}/{}", self.ends.len(), now.0));
        let password = STANDARD.encode(digest);
        let end = now.plus(LIFE);
        let token = STANDARD.encode(format!("AWS:{password}"));
        self.ends.insert(password, end);
        (token, end)
    }

    pub(crate) fn check(&self, password: &str, now: Moment) -> Result<(), TokenFault> {
        let end = self.ends.get(password).ok_or(TokenFault::Unknown)?;
        if now < *end { Ok(()) } else { Err(TokenFault::Expired) }
    }

    pub(crate) fn expire(&mut self) {
        self.ends.values_mut().for_each(|end| *end = Moment(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_ends_after_twelve_hours() {
        let mut tokens = Tokens::default();
        let (token, end) = tokens.issue(Moment(1000));
        let plain = String::from_utf8(STANDARD.decode(token).unwrap()).unwrap();
        let password = plain.strip_prefix("AWS:").unwrap();
        assert_eq!(end, Moment(1000 + 12 * 3_600_000));
        assert_eq!(tokens.check(password, Moment(2000)), Ok(()));
        assert_eq!(tokens.check(password, end), Err(TokenFault::Expired));
        assert_eq!(tokens.check("other", Moment(2000)), Err(TokenFault::Unknown));
    }
}
