//! What a Dockerfile stands on: the images that its FROM, COPY --from and RUN --mount name.

mod arguments;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod dockerfile;
mod expand;
mod instructions;
mod pattern;
mod stages;
#[cfg(test)]
mod tests;
mod words;

pub(super) use arguments::{Build, Builder};
pub(super) use dockerfile::Dockerfile;
pub(super) use stages::Reference;
