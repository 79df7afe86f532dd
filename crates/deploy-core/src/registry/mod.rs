//! Container registries: who may push to them, what they have, and pushing by the Docker Engine.
//!
//! What a reader would get wrong: a push that ends without a digest has failed, although the engine answered 200; and
//! a registry with immutable tags refuses even the same image again, so what is there is compared first ([`push`]).

mod client;
mod credentials;
mod ecr;
mod engine;
mod error;
mod host;
mod push;
#[cfg(test)]
mod tests;

pub use client::ClientConfig;
pub use credentials::{Credentials, Password};
pub use ecr::{Ecr, Remote};
pub use engine::{Engine, Failed, LocalImage};
pub use error::Error;
pub use host::Registry;
pub use push::{Pushed, push};
