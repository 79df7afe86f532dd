//! One rule: a target, a behaviour, and how often it holds.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ecs::rules::behaviour::Behaviour;
use crate::ecs::rules::error::RuleError;
use crate::ecs::rules::target::Target;

/// One rule, written as a line of text: `[on TARGET] BEHAVIOUR [N times]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rule {
    pub(crate) target: Target,
    pub(crate) behaviour: Behaviour,
    /// For how many tasks it holds; always, if not given.
    pub(crate) times: Option<u32>,
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
        let (target, behaviour) = (Target::parse(target), Behaviour::parse(rest)?);
        if behaviour.is_about_services() && (times.is_some() || target.is_about_images()) {
            return Err(RuleError::AboutServices(rest.to_owned()));
        }
        Ok(Self { target, behaviour, times })
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
