//! `deploy version`: ours, and those of what we run. What is missing is said, and is no error.

use deploy_core::commands;
use serde_json::json;

use super::Desk;
use crate::json;
use crate::outcome::{Ended, Outcome};
use crate::terminal::Terminal;

pub(super) async fn run(desk: &Desk) -> Ended {
    let session = desk.session(Vec::new(), false)?;
    let versions = commands::versions(&session).await;
    let ours = env!("CARGO_PKG_VERSION");
    if desk.global.json {
        json::document(&json!({
            "deploy": ours,
            "terraform": versions.terraform.as_ref().ok(),
            "compose": versions.compose.as_ref().ok(),
            "engine": versions.engine.as_ref().ok(),
        }));
        return Ok(Outcome::answered());
    }
    Terminal::data(&format!("deploy {ours}"));
    for found in [&versions.terraform, &versions.compose, &versions.engine] {
        match found {
            Ok(version) => Terminal::data(version),
            Err(error) => Terminal::data(&format!("missing: {error}")),
        }
    }
    Ok(Outcome::answered())
}
