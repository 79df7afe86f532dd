use clap::{Args, ValueEnum};
use deploy_core::commands::{Follow, OnFailure, WaitFor};
use deploy_core::types::PositiveDuration;

/// How a rollout is followed, if at all.
#[derive(Debug, Args)]
pub(crate) struct FollowArgs {
    #[command(flatten)]
    settings: FollowSettingsArgs,
    /// Do not follow the rollout
    #[arg(long, conflicts_with_all = ["timeout", "wait_for", "on_failure"])]
    pub(crate) no_wait: bool,
}

#[derive(Debug, Args)]
pub(crate) struct FollowSettingsArgs {
    /// How long the rollout may take, such as 30m [default: deploy.toml's, or 30m]
    #[arg(long, value_name = "DURATION")]
    timeout: Option<PositiveDuration>,
    /// How far to follow it: completed, drained (old tasks are gone), or a lifecycle stage [default: completed]
    #[arg(long, value_name = "WHAT")]
    wait_for: Option<WaitFor>,
    /// What to do when tasks fail again and again [default: leave]
    #[arg(long, value_name = "ACTION", value_enum)]
    on_failure: Option<FailureAction>,
    /// How often to look [default: every 2 s at first, then less often]
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    poll_interval: Option<PositiveDuration>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailureAction {
    /// Leave them: ECS keeps trying until its circuit breaker ends the rollout, if there is one
    Leave,
    /// Ask ECS to roll back, and follow the rollback
    Rollback,
}

impl FollowArgs {
    /// How to follow the rollout; none with `--no-wait`.
    pub(crate) fn follow(&self) -> Option<Follow> {
        (!self.no_wait).then(|| self.settings.follow())
    }
}

impl FollowSettingsArgs {
    pub(crate) fn follow(&self) -> Follow {
        Follow {
            timeout: self.timeout.map(|timeout| timeout.0),
            every: self.poll_interval.map(|interval| interval.0),
            wait_for: self.wait_for.unwrap_or_default(),
            on_failure: match self.on_failure {
                None | Some(FailureAction::Leave) => OnFailure::Leave,
                Some(FailureAction::Rollback) => OnFailure::RollBack,
            },
            ..Follow::default()
        }
    }
}
