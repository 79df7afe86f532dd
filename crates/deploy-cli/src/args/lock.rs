use std::time::Duration;

use clap::Args;
use deploy_core::types::PositiveDuration;

#[derive(Debug, Default, Args)]
pub(crate) struct LockArgs {
    /// How long to wait while another run changes the environment, such as 10m [default: not at all]
    #[arg(long, value_name = "DURATION")]
    lock_timeout: Option<PositiveDuration>,
}

impl LockArgs {
    pub(crate) fn timeout(&self) -> Duration {
        self.lock_timeout.map_or(Duration::ZERO, |timeout| timeout.0)
    }
}
