//! ECR: logging in, the repositories of an account, and the images in them.

mod client;
mod error;
mod host;
pub(crate) mod image;
mod login;
pub(crate) mod repository;
#[cfg(test)]
mod tests;

pub(crate) use client::Ecr;
pub(crate) use error::Error;
pub(crate) use host::EcrHost;
