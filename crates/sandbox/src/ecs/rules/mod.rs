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
//! | `crash [after 2s] [exit 137] [in CONTAINER]` | the container ends, with code 1 unless said |
//! | `end [after 30s] [exit 0] [in CONTAINER]` | the same with code 0 |
//! | `start takes 60s` | the pull takes that much longer |
//! | `drain takes 300s` | a task behind a load balancer is drained for so long before it stops |
//! | `log LINE` | the main container logs a line |
//! | `never visible for 3 polls` | DescribeServices does not show a new deployment for so many polls |
//! | `missing for 2 polls` | DescribeServices answers MISSING for so many polls |
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
mod target;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use self::behaviour::Behaviour;
#[cfg(test)]
pub(super) use self::cause::NAMES;
pub(crate) use self::fate::{Ending, Fate, Script, Stage, Subject};
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

/// The rules that hold, in the order in which they were given.
#[derive(Debug, Default)]
pub(super) struct Rules(Vec<Rule>);

impl Rules {
    pub(super) fn add(&mut self, rule: Rule) {
        self.0.push(rule);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What becomes of a new task. Uses up one of the times of each rule that speaks of it.
    pub(super) fn script(&mut self, subject: &Subject) -> Script {
        let mut script = Script::default();
        for (_, text) in TAGS.iter().filter(|(word, _)| has_word(subject, word)) {
            if let Ok(behaviour) = Behaviour::parse(text) {
                behaviour.write_into(&mut script, subject);
            }
        }
        for rule in self.0.iter_mut().filter(|rule| rule.times != Some(0) && rule.target.fits(subject)) {
            if rule.behaviour.write_into(&mut script, subject) {
                rule.times = rule.times.map(|times| times - 1);
            }
        }
        script
    }

    /// For how many polls a new deployment of the service is not shown.
    pub(super) fn invisible(&self, service: &str) -> u32 {
        let polls = |rule: &Rule| match rule.behaviour {
            Behaviour::Invisible { polls } => Some(polls),
            _ => None,
        };
        self.about_service(service).filter_map(polls).last().unwrap_or_default()
    }

    /// Whether a rollback of the service makes the old deployment PRIMARY again. AWS's documentation does not say
    /// which it is; both have to be understood.
    pub(super) fn rollback_keeps_id(&self, service: &str) -> bool {
        self.about_service(service).any(|rule| rule.behaviour == Behaviour::RollbackKeepsId)
    }

    /// Whether the service is to be answered as MISSING; uses up one poll.
    pub(super) fn missing(&mut self, service: &str) -> bool {
        let mut about = self.0.iter_mut().filter(|rule| rule.target.fits_service(service));
        about.any(|rule| match &mut rule.behaviour {
            Behaviour::Missing { polls } if *polls > 0 => {
                *polls -= 1;
                true
            }
            _ => false,
        })
    }

    /// Alarms that go off during a rollout of the service: name, and how long after its start.
    pub(super) fn alarms(&self, service: &str) -> impl Iterator<Item = (&str, Duration)> {
        self.about_service(service).filter_map(|rule| match &rule.behaviour {
            Behaviour::Alarm { name, after } => Some((name.as_str(), *after)),
            _ => None,
        })
    }

    fn about_service(&self, service: &str) -> impl Iterator<Item = &Rule> {
        self.0.iter().filter(move |rule| rule.target.fits_service(service))
    }
}

impl Behaviour {
    /// Writes what it says about a task into its script; whether it says anything about tasks.
    fn write_into(&self, script: &mut Script, subject: &Subject) -> bool {
        match self {
            Self::Run => script.fate = Fate::Lives,
            Self::Fail(cause) => script.fate = cause.fate(subject),
            Self::StartTakes(time) => script.slow = *time,
            Self::DrainTakes(time) => script.drain = *time,
            Self::Log(line) => script.lines.push(line.clone()),
            Self::End { after, code, container } => {
                let container = subject.blueprint.main_container(container.as_deref());
                let ending = Ending { container, after: *after, code: *code, reason: None, line: None };
                script.fate = Fate::Ends(ending);
            }
            Self::Invisible { .. } | Self::Missing { .. } | Self::Alarm { .. } | Self::RollbackKeepsId => {
                return false;
            }
        }
        true
    }
}

fn has_word(subject: &Subject, word: &str) -> bool {
    let tags = subject.blueprint.containers.iter().filter_map(|plan| plan.tag());
    tags.flat_map(|tag| tag.split(|c: char| !c.is_ascii_alphanumeric())).any(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_read_back_as_it_is_written() {
        let lines = [
            "crash after 2s exit 137",
            "on web crash",
            "on tag:1.0.3 pull denied 3 times",
            "on image:worker end after 500ms exit 0 in sidecar",
            "on * never visible for 3 polls",
            "on web missing for 2 polls",
            "log a line of 3 times",
            "start takes 5m",
            "drain takes 300s",
            "on web rollback keeps id",
            "on web alarm too-many-errors after 30s",
            "run",
        ];
        for line in lines {
            let rule: Rule = line.parse().unwrap();
            assert_eq!(rule.to_string().parse::<Rule>().unwrap(), rule, "{line}");
        }
        for (_, name) in cause::NAMES {
            let rule: Rule = name.parse().unwrap();
            assert_eq!(rule.to_string(), format!("on * {name}"));
        }
        for (_, text) in TAGS {
            text.parse::<Rule>().unwrap();
        }
    }

    #[test]
    fn what_is_no_rule_says_why() {
        let why = |text: &str| text.parse::<Rule>().unwrap_err().to_string();
        insta::assert_snapshot!(why("explode"), @"`explode` is no behaviour that rules know");
        insta::assert_snapshot!(why("crash after"), @"something is missing after `after`");
        insta::assert_snapshot!(why("crash after soon"), @"`soon` is neither a number nor a duration such as `2s`");
        insta::assert_snapshot!(why("on web"), @"something is missing after `web`");
    }
}
