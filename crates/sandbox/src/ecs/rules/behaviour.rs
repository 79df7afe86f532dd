//! The words of a rule, after its target: [`Behaviour`].

use std::fmt;
use std::time::Duration;

use crate::ecs::rules::cause::{Cause, NAMES};
use crate::ecs::rules::error::RuleError;

/// What a rule makes happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Behaviour {
    /// Nothing goes wrong, whatever the image's tag says.
    Run,
    /// The main container really runs, in the local engine.
    RunInDocker,
    /// A container ends by itself.
    End { after: Duration, code: i32, container: Option<String> },
    /// Fargate Spot takes the capacity back.
    Interrupt { after: Duration },
    /// Something goes wrong, in AWS's words.
    Fail(Cause),
    /// An image that was not pushed is missing.
    MustBePushed,
    /// Another image than the one that was pushed under its tag was pulled.
    Digest(String),
    /// The pull takes longer.
    StartTakes(Duration),
    /// Draining before a stop takes so long.
    DrainTakes(Duration),
    /// A line in the log.
    Log(String),
    /// DescribeServices does not show a new deployment at first.
    Invisible { polls: u32 },
    /// DescribeServices returns MISSING when a rollout has begun.
    Missing { polls: u32 },
    /// A rollback makes the old deployment PRIMARY again instead of beginning a new one.
    RollbackKeepsId,
    /// A CloudWatch alarm is triggered during a rollout.
    Alarm { name: String, after: Duration },
}

const MUST_BE_PUSHED: &str = "images must be pushed";
const IN_DOCKER: &str = "run in docker";
const KEEPS_ID: &str = "rollback keeps id";

impl Behaviour {
    pub(crate) fn parse(text: &str) -> Result<Self, RuleError> {
        if let Some((cause, _)) = NAMES.iter().find(|(_, name)| *name == text) {
            return Ok(Self::Fail(*cause));
        }
        let mut words = text.split_whitespace();
        match words.next() {
            _ if text == MUST_BE_PUSHED => Ok(Self::MustBePushed),
            _ if text == KEEPS_ID => Ok(Self::RollbackKeepsId),
            _ if text == IN_DOCKER => Ok(Self::RunInDocker),
            Some("run") if words.next().is_none() => Ok(Self::Run),
            Some("crash") => parse_end(words, 1),
            Some("end") => parse_end(words, 0),
            Some("spot") => parse_spot(words).map(|after| Self::Interrupt { after }),
            Some("start") => parse_takes(words).map(Self::StartTakes),
            Some("drain") => parse_takes(words).map(Self::DrainTakes),
            Some("log") => Ok(Self::Log(text.trim_start_matches("log").trim().to_owned())),
            Some("digest") => {
                words.next().map(|digest| Self::Digest(digest.to_owned())).ok_or_else(missing_digest)
            }
            Some("never") => parse_polls(words, ["visible", "for"]).map(|polls| Self::Invisible { polls }),
            Some("missing") => parse_polls(words, ["for"]).map(|polls| Self::Missing { polls }),
            Some("alarm") => parse_alarm(words),
            _ => Err(RuleError::Unknown(text.to_owned())),
        }
    }
}

fn missing_digest() -> RuleError {
    RuleError::Incomplete("digest".into())
}

/// When a container crashes by default.
const SOON: Duration = Duration::from_secs(2);

fn parse_end<'a>(mut words: impl Iterator<Item = &'a str>, code: i32) -> Result<Behaviour, RuleError> {
    let (mut after, mut code, mut container) = (SOON, code, None);
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| RuleError::Incomplete(word.to_owned()))?;
        match word {
            "after" => after = duration(value)?,
            "exit" => code = value.parse().map_err(|_| RuleError::Number(value.to_owned()))?,
            "in" => container = Some(value.to_owned()),
            _ => return Err(RuleError::Unknown(format!("{word} {value}"))),
        }
    }
    Ok(Behaviour::End { after, code, container })
}

fn parse_spot<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Duration, RuleError> {
    for word in ["interruption", "after"] {
        expect(&mut words, word)?;
    }
    duration(words.next().ok_or_else(|| RuleError::Incomplete("after".into()))?)
}

fn parse_takes<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Duration, RuleError> {
    expect(&mut words, "takes")?;
    let time = words.next().ok_or_else(|| RuleError::Incomplete("takes".into()))?;
    duration(time)
}

fn parse_polls<'a, const N: usize>(
    mut words: impl Iterator<Item = &'a str>,
    expected: [&str; N],
) -> Result<u32, RuleError> {
    for word in expected {
        expect(&mut words, word)?;
    }
    let number = words.next().ok_or_else(|| RuleError::Incomplete("for".into()))?;
    number.parse().map_err(|_| RuleError::Number(number.to_owned()))
}

fn parse_alarm<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Behaviour, RuleError> {
    let name = words.next().ok_or_else(|| RuleError::Incomplete("alarm".into()))?.to_owned();
    let after = match words.next() {
        Some("after") => duration(words.next().unwrap_or_default())?,
        Some(other) => return Err(RuleError::Unknown(other.to_owned())),
        None => Duration::ZERO,
    };
    Ok(Behaviour::Alarm { name, after })
}

fn expect<'a>(words: &mut impl Iterator<Item = &'a str>, expected: &str) -> Result<(), RuleError> {
    match words.next() {
        Some(word) if word == expected => Ok(()),
        Some(word) => Err(RuleError::Unknown(word.to_owned())),
        None => Err(RuleError::Incomplete(expected.to_owned())),
    }
}

/// `500ms`, `2s`, `5m`.
fn duration(text: &str) -> Result<Duration, RuleError> {
    let units = [("ms", 1), ("s", 1000), ("m", 60_000)];
    let parsed = units.iter().find_map(|(unit, millis)| {
        let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
        Some(Duration::from_millis(number.saturating_mul(*millis)))
    });
    parsed.ok_or_else(|| RuleError::Number(text.to_owned()))
}

fn written(time: Duration) -> String {
    let millis = time.as_millis();
    if millis.is_multiple_of(1000) { format!("{}s", millis / 1000) } else { format!("{millis}ms") }
}

impl fmt::Display for Behaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run => write!(f, "run"),
            Self::RunInDocker => write!(f, "{IN_DOCKER}"),
            Self::End { after, code, container } => {
                write!(f, "end after {} exit {code}", written(*after))?;
                container.iter().try_for_each(|container| write!(f, " in {container}"))
            }
            Self::Interrupt { after } => write!(f, "spot interruption after {}", written(*after)),
            Self::Fail(cause) => {
                let name = NAMES.iter().find_map(|(known, name)| (known == cause).then_some(*name));
                write!(f, "{}", name.unwrap_or_default())
            }
            Self::StartTakes(time) => write!(f, "start takes {}", written(*time)),
            Self::DrainTakes(time) => write!(f, "drain takes {}", written(*time)),
            Self::Log(line) => write!(f, "log {line}"),
            Self::Invisible { polls } => write!(f, "never visible for {polls} polls"),
            Self::Digest(digest) => write!(f, "digest {digest}"),
            Self::MustBePushed => write!(f, "{MUST_BE_PUSHED}"),
            Self::RollbackKeepsId => write!(f, "{KEEPS_ID}"),
            Self::Missing { polls } => write!(f, "missing for {polls} polls"),
            Self::Alarm { name, after } => write!(f, "alarm {name} after {}", written(*after)),
        }
    }
}
