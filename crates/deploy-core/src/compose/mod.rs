//! The Compose build file: which images it describes, in which order they can be built, and building them.
//!
//! What a reader would get wrong: Compose's own order cannot be trusted. A base that is built after the image that
//! stands on it is silently taken from an earlier build, and some versions ignore `depends_on` as well. So the order
//! is read from the Dockerfiles ([`graph`]), and each image is built by a call of its own.

mod build;
pub(crate) mod build_file;
mod dockerfile;
mod error;
pub(crate) mod graph;
mod image;
mod input;
mod options;
mod output;
mod program;
#[cfg(test)]
mod tests;

pub(crate) use build::{build, warn_of_secrets};
pub(crate) use error::Error;
pub(crate) use image::{DockerfileSource, Image, NotPushed};
pub use options::BuildArg;
pub(crate) use options::{BuildFiles, BuildOptions};
pub(crate) use program::Compose;
