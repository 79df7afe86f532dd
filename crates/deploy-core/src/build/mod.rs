//! The Compose build file: which images it describes, in which order they can be built, and building them.
//!
//! What a reader would get wrong: Compose's own order cannot be trusted. A base that is built after the image that
//! stands on it is silently taken from an earlier build, and some versions ignore `depends_on` as well. So the order
//! is read from the Dockerfiles ([`order`]), and each level is built by a call of its own.

mod compose;
mod config;
mod dockerfile;
mod error;
mod file;
mod graph;
mod options;
mod said;
#[cfg(test)]
mod tests;

pub use compose::Compose;
pub use error::Error;
pub use file::{BuildFile, Image, Recipe};
pub use graph::{order, pulls};
pub use options::{BuildArg, BuildFiles, BuildOptions};
