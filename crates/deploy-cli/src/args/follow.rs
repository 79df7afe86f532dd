use clap::Args;
use deploy_core::commands::Follow;
use deploy_core::types::PositiveDuration;

#[derive(Debug, Args)]
pub(crate) struct FollowArgs {
    /// How long the rollout may take, such as 30m [default: deploy.toml's, or 30m]
    #[arg(long, value_name = "DURATION")]
    timeout: Option<PositiveDuration>,
    /// Do not follow the rollout
    #[arg(long, conflicts_with = "timeout")]
    pub(crate) no_wait: bool,
    /// How often to look [default: every 2 s at first, then less often]
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    poll_interval: Option<PositiveDuration>,
}

impl FollowArgs {
    /// How to follow the rollout; none with `--no-wait`.
    pub(crate) fn follow(&self) -> Option<Follow> {
        let (timeout, every) = (self.timeout, self.poll_interval);
        (!self.no_wait).then(|| Follow { timeout: timeout.map(|it| it.0), every: every.map(|it| it.0) })
    }
}
