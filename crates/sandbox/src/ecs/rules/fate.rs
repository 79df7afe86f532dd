//! What is going to become of a task: decided when it is created, carried out by its life.

use std::time::Duration;

use serde_json::Value;

use super::super::definitions::{Blueprint, ContainerPlan};

/// What a fate is decided for.
#[derive(Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) service: Option<&'a str>,
    pub(crate) blueprint: &'a Blueprint,
    pub(crate) region: &'a str,
    /// Its `networkConfiguration`.
    pub(crate) network: Option<&'a Value>,
    /// All its images were pushed to the sandbox's registry.
    pub(crate) pushed: bool,
}

impl Subject<'_> {
    /// The main container.
    pub(super) fn plan(&self) -> &ContainerPlan {
        &self.blueprint.containers[self.blueprint.main_container(None)]
    }

    pub(super) fn image(&self) -> &str {
        &self.plan().image
    }

    pub(super) fn registry(&self) -> &str {
        self.image().split('/').next().unwrap_or_default()
    }

    /// The first of those that it may be in.
    pub(super) fn subnet(&self) -> &str {
        self.network.and_then(|it| it["awsvpcConfiguration"]["subnets"][0].as_str()).unwrap_or("subnet-0")
    }

    pub(super) fn has_public_ip(&self) -> bool {
        self.network.is_some_and(|it| it["awsvpcConfiguration"]["assignPublicIp"] == "ENABLED")
    }

    pub(super) fn secret(&self) -> &str {
        self.blueprint.containers.iter().find_map(|plan| plan.secret.as_deref()).unwrap_or("/app/secret")
    }

    pub(super) fn execution_role(&self) -> &str {
        self.blueprint.execution_role.as_deref().unwrap_or("ecsTaskExecutionRole")
    }

    pub(super) fn task_role(&self) -> &str {
        self.blueprint.task_role.as_deref().unwrap_or("ecsTaskRole")
    }
}

/// In which part of its start a task fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Its network interface cannot be made.
    Provisioning,
    /// Secrets, registry login or log driver.
    Preparing,
    /// The image cannot be pulled: the container says so, too.
    Pulling,
}

/// How a container ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    /// Its place in the task definition.
    pub(crate) container: usize,
    /// After it started to run, at AWS.
    pub(crate) after: Duration,
    pub(crate) code: i32,
    /// The container's own reason.
    pub(crate) reason: Option<String>,
    /// A last log line.
    pub(crate) line: Option<String>,
}

/// What becomes of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It runs until it is stopped.
    Lives,
    /// Its main container runs in the local engine, and ends when it ends there.
    RunsLocally,
    /// It is never created. `role`: because of a role, which is said differently.
    NotPlaced { reason: String, role: bool },
    /// It stops before it runs.
    FailsToStart { stage: Stage, reason: String },
    /// A container of it ends by itself.
    Ends(Ending),
    /// Fargate Spot takes its capacity back, so long after it started to run.
    Interrupted { after: Duration },
    /// Its health check fails: the container's, or with a reason that of its target.
    Unhealthy { target: Option<String> },
}

/// How long draining takes unless a rule says, at AWS. The target group's own delay is not known to the model.
const DRAIN: Duration = Duration::from_secs(20);

/// All that rules say about one task.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) fate: Fate,
    /// Added to the time in which the image is pulled, at AWS.
    pub(crate) slow: Duration,
    /// How long a task behind a load balancer is drained, at AWS.
    pub(crate) drain: Duration,
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
            fate: Fate::Lives,
            slow: Duration::ZERO,
            drain: DRAIN,
            digest: None,
            missing: 0,
            lines: Vec::new(),
            writer: None,
        }
    }
}
