//! The words of a rule, after its target: [`Behaviour`].

use std::fmt;
use std::time::Duration;

use crate::ecs::rules::cause::{Cause, NAMES};
use crate::ecs::rules::error::RuleError;
use crate::ecs::rules::service_behaviour::ServiceBehaviour;
use crate::ecs::rules::words::{duration, expect, next, written};

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
    /// It runs so long before it is healthy.
    HealthTakes(Duration),
    /// A line in the log.
    Log(String),
    /// It is about the service and not about a task.
    Service(ServiceBehaviour),
}

const MUST_BE_PUSHED: &str = "images must be pushed";
const IN_DOCKER: &str = "run in docker";

impl Behaviour {
    /// It is about services only, and says nothing of a task.
    pub(crate) fn is_about_services(&self) -> bool {
        match self {
            Self::Service(behaviour) => !matches!(behaviour, ServiceBehaviour::Missing(_)),
            _ => false,
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Self, RuleError> {
        if let Some((cause, _)) = NAMES.iter().find(|(_, name)| *name == text) {
            return Ok(Self::Fail(*cause));
        }
        if let Some(behaviour) = ServiceBehaviour::parse(text)? {
            return Ok(Self::Service(behaviour));
        }
        let mut words = text.split_whitespace();
        match words.next() {
            _ if text == MUST_BE_PUSHED => Ok(Self::MustBePushed),
            _ if text == IN_DOCKER => Ok(Self::RunInDocker),
            Some("run") if words.next().is_none() => Ok(Self::Run),
            Some("crash") => parse_end(words, 1),
            Some("end") => parse_end(words, 0),
            Some("spot") => parse_spot(words).map(|after| Self::Interrupt { after }),
            Some("start") => parse_takes(words).map(Self::StartTakes),
            Some("drain") => parse_takes(words).map(Self::DrainTakes),
            Some("health") => parse_health(words).map(Self::HealthTakes),
            Some("log") => Ok(Self::Log(text.trim_start_matches("log").trim().to_owned())),
            Some("digest") => next(&mut words, "digest").map(|digest| Self::Digest(digest.to_owned())),
            _ => Err(RuleError::Unknown(text.to_owned())),
        }
    }
}

/// When a container crashes by default.
const SOON: Duration = Duration::from_secs(2);

fn parse_end<'a>(mut words: impl Iterator<Item = &'a str>, code: i32) -> Result<Behaviour, RuleError> {
    let (mut after, mut code, mut container) = (SOON, code, None);
    while let Some(word) = words.next() {
        let value = next(&mut words, word)?;
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
    duration(next(&mut words, "after")?)
}

fn parse_takes<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Duration, RuleError> {
    expect(&mut words, "takes")?;
    duration(next(&mut words, "takes")?)
}

fn parse_health<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Duration, RuleError> {
    expect(&mut words, "check")?;
    parse_takes(words)
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
            Self::HealthTakes(time) => write!(f, "health check takes {}", written(*time)),
            Self::Log(line) => write!(f, "log {line}"),
            Self::Digest(digest) => write!(f, "digest {digest}"),
            Self::Service(behaviour) => write!(f, "{behaviour}"),
            Self::MustBePushed => write!(f, "{MUST_BE_PUSHED}"),
        }
    }
}
