//! `deploy modules`: the Terraform modules that this program carries.

mod manifest;
mod target;
#[cfg(test)]
mod tests;
mod vendor;

pub use vendor::{Vendored, vendor_modules};
