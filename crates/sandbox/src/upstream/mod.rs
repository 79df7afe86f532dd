//! What stands behind the sandbox: moto for the services without a room, docker-registry for layers.

mod forward;

pub(crate) use forward::Upstream;
