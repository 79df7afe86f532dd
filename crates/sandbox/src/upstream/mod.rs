//! What stands behind the sandbox: moto for the services without a room, docker-registry for layers.

mod amend;
mod child;
mod docker_registry;
mod forward;
mod moto;
mod readiness;

pub(crate) use child::Child;
pub(crate) use docker_registry::docker_registry;
pub(crate) use forward::Upstream;
pub(crate) use moto::moto;
pub(crate) use readiness::{Announcement, Readiness, announced};
