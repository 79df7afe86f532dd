//! Who runs this, for the lock and the history.

use nix::unistd::{User, geteuid, gethostname};

use crate::env_var;

/// A user on a host.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    pub(super) user: String,
    pub(super) host: String,
}

/// The user and the host, as the system names them.
pub(super) fn find() -> Owner {
    let name_of_id = || User::from_uid(geteuid()).ok().flatten().map(|user| user.name);
    let name_of_host = || gethostname().ok().and_then(|name| name.into_string().ok());
    let unknown = || "unknown".to_owned();
    Owner {
        user: env_var::text(env_var::USER).or_else(name_of_id).unwrap_or_else(unknown),
        host: env_var::text(env_var::HOST).or_else(name_of_host).unwrap_or_else(unknown),
    }
}
