//! Creates all seeds.

use std::io;

use crate::{
    backends::{Readiness, Upstream},
    seeds::{domain, network, request::Client, state_bucket},
};

/// Creates all seeds in the moto at `address`.
pub(crate) async fn create_all(address: &str, account: &str, region: &str) -> io::Result<()> {
    let moto = Client { upstream: Upstream::new(Readiness::at(address)), region };
    network::create(&moto).await?;
    domain::create(&moto).await?;
    state_bucket::create(&moto, account).await
}
