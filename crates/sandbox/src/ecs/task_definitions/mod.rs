//! Task definitions: families of numbered revisions.
//!
//! Only the status of a revision changes. A deregistered one is INACTIVE and can still be described, and tasks that run it
//! keep running (API Reference, "`DeregisterTaskDefinition`").

mod calls;
mod defaults;
pub(crate) mod fargate;

pub(crate) use self::calls::{delete, deregister, describe, list, list_families, register};
