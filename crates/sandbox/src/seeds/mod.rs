//! What an account has from the start: a network, a domain with its certificate, a bucket for states.
//!
//! | what | name |
//! |---|---|
//! | VPC `10.0.0.0/16`, beside the default one | tag `Name=main` |
//! | two public subnets, with a route to the internet | tags `Tier=public`, `Name=main-public-a`, `-b` |
//! | two private subnets | tags `Tier=private`, `Name=main-private-a`, `-b` |
//! | hosted zone | `example.com` |
//! | certificate, issued | `example.com` and `*.example.com` |
//! | state bucket, versioned | `terraform-state-ACCOUNT` |
//!
//! They are created by requests to moto.

mod create;
mod domain;
mod network;
mod request;
mod state_bucket;

pub(crate) use create::create_all;
