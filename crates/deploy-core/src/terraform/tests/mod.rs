//! Against the real Terraform. The configurations use what is built into it, so that nothing is fetched.

mod project;
mod watched;
mod with_moto;
mod with_terraform;
