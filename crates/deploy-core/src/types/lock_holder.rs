//! Who holds the lock of an environment, and what for: the content of the lock.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::names::EnvName;

/// The version of the lock's JSON shape.
const SCHEMA: u32 = 1;

/// Who holds the lock of an environment, and what for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockHolder {
    /// The version of this shape.
    pub schema: u32,
    /// The id of the run, which is that of its events.
    pub run: String,
    /// The user on the host.
    pub user: String,
    /// The host's name.
    pub host: String,
    /// The command: `apply`, `all`, `lock`, …
    pub command: String,
    /// What it is at.
    pub activity: Activity,
    /// Since when.
    pub since: Timestamp,
    /// Why a user locked the environment.
    pub reason: Option<String>,
}

/// What a run is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Making repositories and the workspace.
    Creating,
    /// Building and pushing images, and planning.
    Building,
    /// Terraform changes resources.
    Applying,
    /// Terraform destroys resources.
    Destroying,
    /// Asking ECS for new deployments.
    Redeploying,
    /// Following the rollouts.
    Following,
    /// A user locked the environment by hand.
    Reserving,
}

/// For whose lock a run waits, and for how long.
#[derive(Clone, Debug, Serialize)]
pub struct LockWait {
    /// The environment that is locked.
    pub environment: EnvName,
    /// Who has the lock; none where it does not say.
    pub holder: Option<LockHolder>,
    /// For how long the run still waits, in seconds.
    pub seconds_left: u64,
}

impl Activity {
    /// Whether a lock is only ever ended by its run or by a user: nobody else can know whether Terraform is still at it.
    pub fn never_expires(self) -> bool {
        matches!(self, Self::Applying | Self::Destroying | Self::Reserving)
    }
}

impl LockHolder {
    /// A holder from now on.
    pub fn new(run: String, user: String, host: String, command: String, activity: Activity) -> Self {
        let since = Timestamp::now();
        Self { schema: SCHEMA, run, user, host, command, activity, since, reason: None }
    }
}

impl fmt::Display for Activity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Creating => "creating",
            Self::Building => "building and pushing images",
            Self::Applying => "applying",
            Self::Destroying => "destroying",
            Self::Redeploying => "redeploying",
            Self::Following => "following the rollout",
            Self::Reserving => "locked by hand",
        })
    }
}

/// "alice@vm since 2026-11-28T17:10:47Z (`apply`: applying)", "alice@vm since …: no deploys on Friday".
impl fmt::Display for LockHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { user, host, command, activity, since, reason, .. } = self;
        let (user, host, command) = (on_one_line(user), on_one_line(host), on_one_line(command));
        write!(f, "{user}@{host} since {since:.0} ")?;
        match reason {
            Some(reason) => write!(f, "({activity}: {})", on_one_line(reason)),
            None if *activity == Activity::Reserving => write!(f, "({activity})"),
            None => write!(f, "(`{command}`: {activity})"),
        }
    }
}

/// Whoever may write the lock wrote it.
fn on_one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
