//! What the rules say about one task: decided when it is created, and then followed.

use std::time::Duration;

use crate::ecs::model::lifecycle::hook::HookResult;

/// In which part of its start a task fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StartStage {
    /// Its network interface cannot be created.
    Provisioning,
    /// Secrets, registry login or log driver.
    Preparing,
    /// The image cannot be pulled; the container has the reason, too.
    Pulling,
}

/// How a container ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ContainerExit {
    /// Its index in the task definition.
    pub(crate) container: usize,
    /// After it started to run, at AWS.
    pub(crate) after: Duration,
    pub(crate) code: i32,
    /// The container's own reason.
    pub(crate) reason: Option<String>,
    /// A last log line.
    pub(crate) line: Option<String>,
}

/// How a task ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TaskOutcome {
    /// It runs until it is stopped.
    Runs,
    /// Its main container runs in the local engine, and ends when it ends there.
    RunsInDocker,
    /// It is never created. `role`: because of a role, for which the message is another one.
    NotPlaced { reason: String, role: bool },
    /// It stops before it runs.
    FailsToStart { stage: StartStage, reason: String },
    /// One of its containers ends by itself.
    ContainerExits(ContainerExit),
    /// Fargate Spot takes its capacity back, so long after it started to run.
    Interrupted { after: Duration },
    /// Its health check fails: the container's, or with a reason that of its target.
    Unhealthy { target: Option<String> },
}

/// What rules say about the Lambda function of a lifecycle hook.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HookScript {
    pub(crate) result: HookResult,
    /// How long it runs, at AWS.
    pub(crate) takes: Option<Duration>,
}

/// Polls that show something else than the state: the next ones, or those after some others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PollSpan {
    pub(crate) after: u32,
    pub(crate) polls: u32,
}

impl PollSpan {
    /// Whether the next poll is one of them.
    pub(crate) fn has_next(self) -> bool {
        self.after == 0 && self.polls > 0
    }

    /// Counts a poll. Returns whether it is one of them.
    pub(crate) fn poll(&mut self) -> bool {
        let is_one = self.has_next();
        if is_one {
            self.polls -= 1;
        }
        self.after = self.after.saturating_sub(1);
        is_one
    }
}

/// How long draining takes unless a rule says, at AWS. The target group's own delay is not known to the model.
const DRAIN: Duration = Duration::from_secs(20);

/// How long a task runs until it counts as healthy unless a rule says: 40 s without a health check (API Reference,
/// "`DeploymentConfiguration`", `minimumHealthyPercent`). The health check's own interval is not known to the model.
pub(crate) const HEALTHY_AFTER: Duration = Duration::from_secs(40);

/// All that rules say about one task.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) outcome: TaskOutcome,
    /// Added to the time in which the image is pulled, at AWS.
    pub(crate) slow: Duration,
    /// How long a task behind a load balancer is drained, at AWS.
    pub(crate) drain: Duration,
    /// How long it runs until it is healthy, at AWS.
    pub(crate) healthy_after: Duration,
    /// Which image runs, if not the one that was pushed.
    pub(crate) digest: Option<String>,
    /// For how many polls a one-off task is not found.
    pub(crate) missing: u32,
    /// What the main container logs once it runs.
    pub(crate) lines: Vec<String>,
    /// Which container logs it instead: the one that a one-off task is run for.
    pub(crate) writer: Option<usize>,
}

impl Default for Script {
    fn default() -> Self {
        Self {
            outcome: TaskOutcome::Runs,
            slow: Duration::ZERO,
            drain: DRAIN,
            healthy_after: HEALTHY_AFTER,
            digest: None,
            missing: 0,
            lines: Vec::new(),
            writer: None,
        }
    }
}
