//! A login at ECR, as `GetAuthorizationToken` gives it.
//!
//! It counts for twelve hours. Some stand-ins for AWS date its end in the past: that is ignored, because honouring it
//! would log in for ever.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use aws_sdk_ecr::types::AuthorizationData;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::types::{Credentials, Password};

/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html>
const LIFE: Duration = Duration::from_hours(12);
/// A login that ends sooner is renewed before it is used: a push may take long.
const RESERVE: Duration = Duration::from_hours(1);

#[derive(Clone, Debug)]
pub(super) struct Login {
    pub(super) credentials: Credentials,
    /// The registry that it is for, as `HOST[:PORT]`.
    pub(super) registry: String,
    good_until: Instant,
}

impl Login {
    pub(super) fn is_good(&self) -> bool {
        self.good_until > Instant::now()
    }

    /// None if there is no token in it, or none that can be read.
    pub(super) fn parse(data: &AuthorizationData) -> Option<Self> {
        let token = STANDARD.decode(data.authorization_token()?).ok()?;
        let token = String::from_utf8(token).ok()?;
        let (user, password) = token.split_once(':')?;
        let registry = data.proxy_endpoint()?;
        let registry = registry.split_once("://").map_or(registry, |(_, host)| host).trim_end_matches('/');
        let end = data.expires_at().and_then(|end| u64::try_from(end.secs()).ok()).map(Duration::from_secs);
        let left = end.and_then(|end| UNIX_EPOCH.checked_add(end)?.duration_since(SystemTime::now()).ok());
        Some(Self {
            credentials: Credentials { user: user.to_owned(), password: Password::new(password) },
            registry: registry.to_owned(),
            good_until: Instant::now() + left.map_or(LIFE, |left| left.min(LIFE)).saturating_sub(RESERVE),
        })
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_ecr::primitives::DateTime;

    use super::*;

    fn login(token: &str, end: SystemTime) -> Option<Login> {
        let data = AuthorizationData::builder()
            .authorization_token(STANDARD.encode(token))
            .proxy_endpoint("https://123456789012.dkr.ecr.us-east-1.amazonaws.com/")
            .expires_at(DateTime::from(end))
            .build();
        Login::parse(&data)
    }

    #[test]
    fn it_is_good_until_an_hour_before_its_end() {
        let now = SystemTime::now();
        let after = |hours| login("AWS:secret", now + Duration::from_hours(hours)).unwrap();
        assert!(after(12).is_good() && after(2).is_good() && !after(1).is_good());
        assert_eq!(after(12).registry, "123456789012.dkr.ecr.us-east-1.amazonaws.com");
        assert_eq!(
            format!("{:?}", after(12).credentials),
            "Credentials { user: \"AWS\", password: [redacted] }"
        );
    }

    #[test]
    fn an_end_in_the_past_is_not_believed() {
        assert!(login("AWS:secret", UNIX_EPOCH + Duration::from_hours(1)).unwrap().is_good());
        assert!(login("no password", SystemTime::now()).is_none());
    }
}
