//! Verdicts of releases that the real Terraform and the real AWS provider apply.

mod failures;
mod resumed;
mod successes;
