//! The models of services, and where each of ECS's is.

mod all;
mod assumed_roles;
mod locations;

pub(crate) use all::{ModelCall, Models};
pub(crate) use assumed_roles::AssumedRoles;
