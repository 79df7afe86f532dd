//! Rules: what is to happen to which tasks, as data.
//!
//! A rule is a line of text: `[on TARGET] BEHAVIOUR [N times]`.
//!
//! | target | what it means |
//! |---|---|
//! | nothing, or `*` | everything |
//! | `web` | the service `web`, and tasks of the family `web` |
//! | `tag:1.0.3` | tasks with an image that has this tag |
//! | `image:worker` | tasks with an image whose name contains this |
//!
//! | behaviour | what happens |
//! |---|---|
//! | `run` | nothing goes wrong, whatever the tag says |
//! | `run in docker` | the main container really runs, in the local engine: its output is the log, its end the task's |
//! | `crash [after 2s] [exit 137] [in CONTAINER]` | the container ends, with code 1 unless said |
//! | `end [after 30s] [exit 0] [in CONTAINER]` | the same with code 0 |
//! | `spot interruption after 60s` | Fargate Spot takes the capacity back |
//! | `start takes 60s` | the pull takes that much longer |
//! | `drain takes 300s` | a task behind a load balancer is drained for so long before it stops |
//! | `log LINE` | the main container logs a line |
//! | `never visible for 3 polls` | DescribeServices does not show a new deployment for so many polls |
//! | `missing for 2 polls` | DescribeServices answers MISSING for so many polls when a rollout has begun, `DescribeTasks` when a one-off task was started |
//! | `digest sha256:0123` | tasks run another image than the one that was pushed under its tag |
//! | `images must be pushed` | a task fails as by `image missing` if an image was not pushed to the sandbox's registry |
//! | `rollback keeps id` | a rollback makes the old deployment PRIMARY again instead of a new one |
//! | `alarm NAME [after 30s]` | a CloudWatch alarm that the service names goes off during a rollout |
//! | `image missing`, `pull denied`, `no route` | the image cannot be pulled |
//! | `secret missing`, `secret denied`, `parameter missing`, `parameter denied`, `log group missing` | the task cannot be prepared |
//! | `no addresses` | the subnet has no free address |
//! | `no capacity`, `quota reached`, `role trust missing` | no task is created |
//! | `wrong platform`, `out of memory`, `port in use`, `sidecar ended` | a container ends, as it does for this cause |
//! | `unhealthy container`, `unhealthy load balancer`, `wrong port`, `target group mismatch` | a health check fails |
//!
//! `N times` lets a rule hold for the first N tasks only. Durations are AWS's: the model shortens them like all
//! others, see `Pace`. A task runs for 40 s before it counts, so `crash after 2s` fails a rollout and
//! `crash after 60s` ends a task of a completed one. Of several rules about a task's fate the latest holds.
//!
//! Without a rule, words in the image's tag say what happens ([`TAGS`]): `1.0.3-broken` crashes.

mod behaviour;
mod cause;
mod fate;
mod kept;
mod target;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use self::behaviour::Behaviour;
#[cfg(test)]
pub(super) use self::cause::NAMES;
pub(crate) use self::fate::{Ending, Fate, Script, Stage, Subject};
pub(super) use self::kept::Rules;
use self::target::Target;

/// Words in an image's tag, separated by anything that is not a letter or a digit, and what they cause.
pub const TAGS: [(&str, &str); 14] = [
    ("broken", "crash"),
    ("crash", "crash"),
    ("late", "crash after 60s"),
    ("oom", "out of memory"),
    ("missing", "image missing"),
    ("denied", "pull denied"),
    ("noroute", "no route"),
    ("platform", "wrong platform"),
    ("nosecret", "secret missing"),
    ("nologs", "log group missing"),
    ("noaddress", "no addresses"),
    ("nocapacity", "no capacity"),
    ("unhealthy", "unhealthy container"),
    ("slow", "start takes 60s"),
];

/// One line of the script. See the module for the language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rule {
    target: Target,
    behaviour: Behaviour,
    /// For how many tasks it holds; always, if not said.
    times: Option<u32>,
}

/// Why a line is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Words that mean nothing here.
    #[error("`{0}` is no behaviour that rules know")]
    Unknown(String),
    /// A word that needs another one after it.
    #[error("something is missing after `{0}`")]
    Incomplete(String),
    /// Not a number, or not a duration such as `500ms`, `2s`, `5m`.
    #[error("`{0}` is neither a number nor a duration such as `2s`")]
    Number(String),
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        let (target, rest) = match text.strip_prefix("on ").map(str::trim_start) {
            Some(rest) => rest.split_once(' ').ok_or_else(|| RuleError::Incomplete(rest.to_owned()))?,
            None => ("*", text),
        };
        let (rest, times) = split_times(rest.trim());
        Ok(Self { target: Target::parse(target), behaviour: Behaviour::parse(rest)?, times })
    }
}

impl Rule {
    /// A rule about `target`: what the command `sandbox rule TARGET BEHAVIOUR` means.
    pub fn about(target: &str, behaviour: &str) -> Result<Self, RuleError> {
        format!("on {target} {behaviour}").parse()
    }
}

/// A log line may end in anything; everything else may end in `N times`.
fn split_times(text: &str) -> (&str, Option<u32>) {
    let parsed = || {
        let (rest, number) = text.strip_suffix(" times")?.rsplit_once(' ')?;
        Some((rest, Some(number.parse().ok()?)))
    };
    if text.starts_with("log ") { (text, None) } else { parsed().unwrap_or((text, None)) }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "on {} {}", self.target, self.behaviour)?;
        self.times.iter().try_for_each(|times| write!(f, " {times} times"))
    }
}

impl TryFrom<String> for Rule {
    type Error = RuleError;

    fn try_from(text: String) -> Result<Self, RuleError> {
        text.parse()
    }
}

impl From<Rule> for String {
    fn from(rule: Rule) -> Self {
        rule.to_string()
    }
}
