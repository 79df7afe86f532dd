//! The steps that a run takes.

use std::fmt;

use serde::Serialize;

/// The steps of a run, in the words that people see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Looking before touching.
    Check,
    /// Making ECR repositories.
    Repositories,
    /// `terraform init`.
    Init,
    /// Building images.
    Build,
    /// Pushing images.
    Push,
    /// `terraform plan`.
    Plan,
    /// `terraform apply`.
    Apply,
    /// `terraform apply` of a plan that destroys everything.
    Destroy,
    /// Forcing new deployments.
    Redeploy,
    /// Following the rollouts.
    Rollout,
    /// Running a one-off task.
    Task,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Check => "check",
            Self::Repositories => "repositories",
            Self::Init => "init",
            Self::Build => "build",
            Self::Push => "push",
            Self::Plan => "plan",
            Self::Apply => "apply",
            Self::Destroy => "destroy",
            Self::Redeploy => "redeploy",
            Self::Rollout => "rollout",
            Self::Task => "task",
        })
    }
}
