use clap::{Args, ValueEnum};
use deploy_core::commands::{Follow, OnFailure};
use deploy_core::types::PositiveDuration;

#[derive(Debug, Args)]
pub(crate) struct FollowArgs {
    /// How long the rollout may take, such as 30m [default: deploy.toml's, or 30m]
    #[arg(long, value_name = "DURATION")]
    timeout: Option<PositiveDuration>,
    /// Do not follow the rollout
    #[arg(long, conflicts_with = "timeout")]
    pub(crate) no_wait: bool,
    /// What to do when the tasks fail again and again
    #[arg(long, value_name = "ACTION", value_enum, default_value_t = FailureAction::Leave, conflicts_with = "no_wait")]
    on_failure: FailureAction,
    /// How often to look [default: every 2 s at first, then less often]
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    poll_interval: Option<PositiveDuration>,
}

impl FollowArgs {
    /// How to follow the rollout; none with `--no-wait`.
    pub(crate) fn follow(&self) -> Option<Follow> {
        let (timeout, every) = (self.timeout.map(|it| it.0), self.poll_interval.map(|it| it.0));
        let on_failure = match self.on_failure {
            FailureAction::Leave => OnFailure::Leave,
            FailureAction::Rollback => OnFailure::RollBack,
        };
        (!self.no_wait).then_some(Follow { timeout, every, on_failure })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailureAction {
    /// Leave them: ECS keeps trying until its circuit breaker ends the rollout, if there is one
    Leave,
    /// Ask ECS to roll back, and follow the rollback
    Rollback,
}
