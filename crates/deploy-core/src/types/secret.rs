//! A user and a password for a registry, which no text ever shows.

use std::fmt;

/// What a registry is shown to let us in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// The user; `AWS` for ECR.
    pub user: String,
    /// The password, or the token.
    pub password: Password,
}

/// The user that stands for "the password is an identity token", as credential helpers have it.
const IDENTITY_TOKEN: &str = "<token>";

impl Credentials {
    /// A token instead of a user and a password.
    pub fn identity_token(token: &str) -> Self {
        Self { user: IDENTITY_TOKEN.to_owned(), password: Password::new(token) }
    }

    pub(crate) fn is_identity_token(&self) -> bool {
        self.user == IDENTITY_TOKEN
    }
}

/// A secret word: it can be used, but not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Takes a secret in.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret, for the request that carries it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
