//! A model of Amazon ECR's API: repositories and the images in them.
//!
//! Digests are real: they are those of the manifests that were pushed, so that they can be
//! compared with what an engine or a registry says. Layers are not here but in the registry behind the sandbox.

pub(crate) mod calls;
mod images;
mod manifest;
mod policies;
mod repositories;
mod repository;
mod state;
mod tags;
mod tokens;

pub(crate) use self::manifest::Manifest;
pub(crate) use self::state::Ecr;
pub(crate) use self::tokens::TokenFault;
