//! What a plan does to a resource.

/// What is done to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Action {
    /// It stays as it is.
    NoOp,
    Create,
    Update,
    /// It is destroyed and created, in this order or the other.
    Replace,
    Destroy,
}

impl Action {
    /// `create`, `update`, …
    pub(crate) fn verb(self) -> &'static str {
        match self {
            Self::NoOp => "keep",
            Self::Create => "create",
            Self::Update => "update",
            Self::Replace => "replace",
            Self::Destroy => "destroy",
        }
    }

    pub(super) fn of(actions: &[String]) -> Self {
        let has = |word: &str| actions.iter().any(|action| action == word);
        match (has("create"), has("delete"), has("update")) {
            (true, true, _) => Self::Replace,
            (true, false, _) => Self::Create,
            (false, true, _) => Self::Destroy,
            (false, false, true) => Self::Update,
            // `read`, and `forget`, which leaves the resource as it is.
            (false, false, false) => Self::NoOp,
        }
    }
}
