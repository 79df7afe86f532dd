//! What a command is given: the run, the project, and how consent is obtained.

mod consent;
#[expect(clippy::module_inception, reason = "a `mod.rs` defines nothing")]
mod session;

pub use consent::Consent;
pub use session::Session;
