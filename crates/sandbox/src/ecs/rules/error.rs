//! Why a line is not a rule.

/// Why a line is not a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Words that mean nothing here.
    #[error("unknown behaviour `{0}`")]
    Unknown(String),
    /// A word that needs another one after it.
    #[error("expected a value after `{0}`")]
    Incomplete(String),
    /// A rule about a service with the target or the `N times` of a rule about tasks.
    #[error("`{0}` is about services: its target is a service or `*`, and it cannot end in `N times`")]
    AboutServices(String),
    /// Not a number, or not a duration such as `500ms`, `2s`, `5m`.
    #[error("`{0}` is neither a number nor a duration such as `2s`")]
    Number(String),
}
