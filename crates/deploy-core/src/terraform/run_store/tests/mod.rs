//! Taking, keeping and losing locks, beside a local state and in S3.

use crate::types::{Activity, LockHolder};

mod expiry;
mod local;
mod with_moto;

fn holder(run: &str, activity: Activity) -> LockHolder {
    let [user, host, command] = ["alice", "vm", "apply"].map(str::to_owned);
    LockHolder::new(run.to_owned(), user, host, command, activity)
}
