//! What an account has before a team starts: a network, a domain with its certificate, a bucket for states.
//!
//! | what | name |
//! |---|---|
//! | VPC `10.0.0.0/16`, beside the default one | tag `Name=main` |
//! | two public subnets, with a route to the internet | tags `Tier=public`, `Name=main-public-a`, `-b` |
//! | two private subnets | tags `Tier=private`, `Name=main-private-a`, `-b` |
//! | hosted zone | [`DOMAIN`] |
//! | certificate, issued | [`DOMAIN`] and `*.DOMAIN` |
//! | state bucket, versioned | `terraform-state-ACCOUNT` |
//!
//! They are plain requests to moto, so that nothing but moto knows how moto keeps them.

mod domain;
mod network;
mod request;
mod state_bucket;

use std::io;

use request::Client;

use crate::upstream::{Readiness, Upstream};

/// The domain whose hosted zone and certificate the account has.
pub const DOMAIN: &str = "example.com";

/// Where seeds are sown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'p> {
    pub(crate) account: &'p str,
    pub(crate) region: &'p str,
}

/// Puts all seeds into the moto at `address`.
pub(crate) async fn sow(address: &str, place: Place<'_>) -> io::Result<()> {
    let moto = Client { upstream: Upstream::new(Readiness::at(address)), region: place.region };
    network::sow(&moto).await?;
    domain::sow(&moto).await?;
    state_bucket::sow(&moto, place.account).await
}
