//! What a Dockerfile stands on: the images that its FROM, COPY --from and RUN --mount name.

#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod dockerfile;
mod expand;
mod instructions;
#[cfg(test)]
mod tests;
mod words;

pub(super) use dockerfile::{Build, Dockerfile, Reference};
