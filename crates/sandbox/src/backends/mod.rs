//! The programs behind the sandbox: moto for the services without a model, docker-registry for layers.

mod child;
mod docker_registry;
mod folder;
mod moto;
pub(crate) mod moto_calls;
mod readiness;
pub(crate) mod start;
mod upstream;

pub(crate) use readiness::Readiness;
pub(crate) use upstream::Upstream;
