//! The rules about a service, its rollouts and what polls show of it: [`ServiceBehaviour`].

use std::fmt;
use std::time::Duration;

use crate::ecs::model::lifecycle::hook::HookResult;
use crate::ecs::model::lifecycle::stage::LifecycleStage;
use crate::ecs::model::script::PollSpan;
use crate::ecs::rules::error::RuleError;
use crate::ecs::rules::words::{duration, expect, next, polls, written};

/// What a rule makes happen to a service or one of its rollouts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ServiceBehaviour {
    /// DescribeServices does not show a new deployment at first.
    Invisible(PollSpan),
    /// DescribeServices returns MISSING when a rollout has begun.
    Missing(PollSpan),
    /// DescribeServices shows no `rolloutState` when a rollout has begun.
    Stateless(PollSpan),
    /// Every other poll shows the service as it was before the rollout began.
    Flicker { polls: u32 },
    /// A rollback makes the old deployment PRIMARY again, as ECS does.
    RollbackKeepsId,
    /// A rollback begins a new deployment with an id of its own.
    RollbackTakesNewId,
    /// A CloudWatch alarm is triggered during a rollout.
    Alarm { name: String, after: Duration },
    /// An alarm is in ALARM already when a rollout begins, which ignores it then.
    AlarmIsOn { name: String },
    /// `failedTasks` stays 0, and the circuit breaker counts nothing.
    FailuresNotCounted,
    /// How long the first failed task is not replaced.
    FirstWait(Duration),
    /// The deployment turns COMPLETED so long after its service deployment has ended.
    CompletedAfter(Duration),
    /// A completed deployment is not balanced across zones after this time.
    Rebalanced { after: Duration },
    /// The Lambda function of a lifecycle hook returns this.
    HookResult { stage: LifecycleStage, result: HookResult },
    /// The Lambda function of a lifecycle hook runs for so long.
    HookTakes { stage: LifecycleStage, takes: Duration },
}

const KEEPS_ID: &str = "rollback keeps id";
const RESULTS: [(HookResult, &str); 3] = [
    (HookResult::Succeeds, "succeeds"),
    (HookResult::Fails, "fails"),
    (HookResult::ReturnsNothing, "returns nothing"),
];
const NOT_COUNTED: &str = "failed tasks are not counted";
const TAKES_NEW_ID: &str = "rollback takes a new id";

impl ServiceBehaviour {
    /// The behaviour, or `None` if the words are about tasks.
    pub(crate) fn parse(text: &str) -> Result<Option<Self>, RuleError> {
        let mut words = text.split_whitespace();
        Ok(Some(match words.next() {
            _ if text == KEEPS_ID => Self::RollbackKeepsId,
            _ if text == TAKES_NEW_ID => Self::RollbackTakesNewId,
            _ if text == NOT_COUNTED => Self::FailuresNotCounted,
            Some("retries") => parse_wait(words).map(Self::FirstWait)?,
            Some("never") => Self::Invisible(span(words, &["visible", "for"])?),
            Some("missing") => Self::Missing(span(words, &["for"])?),
            Some("rollout") => Self::Stateless(span(words, &["state", "missing", "for"])?),
            Some("reads") => Self::Flicker { polls: polls(&mut words, &["flicker", "for"])? },
            Some("alarm") => parse_alarm(words)?,
            Some("completed") => parse_completed(words).map(Self::CompletedAfter)?,
            Some("zones") => parse_zones(words)?,
            Some("hook") => parse_hook(words)?,
            _ => return Ok(None),
        }))
    }
}

/// `… for 2 polls [after 3 polls]`; `expected` are the words before the first number.
fn span<'a>(mut words: impl Iterator<Item = &'a str>, expected: &[&str]) -> Result<PollSpan, RuleError> {
    let number = polls(&mut words, expected)?;
    let has_after = words.next().is_some_and(|word| word == "polls") && words.next() == Some("after");
    let after = if has_after { polls(&mut words, &[])? } else { 0 };
    Ok(PollSpan { after, polls: number })
}

fn write_span(f: &mut fmt::Formatter<'_>, what: &str, span: PollSpan) -> fmt::Result {
    write!(f, "{what} for {} polls", span.polls)?;
    if span.after == 0 { Ok(()) } else { write!(f, " after {} polls", span.after) }
}

fn parse_alarm<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<ServiceBehaviour, RuleError> {
    let name = next(&mut words, "alarm")?.to_owned();
    let Some(word) = words.next() else {
        return Ok(ServiceBehaviour::Alarm { name, after: Duration::ZERO });
    };
    if word == "already" {
        expect(&mut words, "on")?;
        return Ok(ServiceBehaviour::AlarmIsOn { name });
    }
    expect(&mut std::iter::once(word), "after")?;
    Ok(ServiceBehaviour::Alarm { name, after: duration(words.next().unwrap_or_default())? })
}

fn parse_zones<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<ServiceBehaviour, RuleError> {
    for word in ["are", "rebalanced", "after"] {
        expect(&mut words, word)?;
    }
    Ok(ServiceBehaviour::Rebalanced { after: duration(next(&mut words, "after")?)? })
}

fn parse_completed<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Duration, RuleError> {
    expect(&mut words, "after")?;
    duration(next(&mut words, "after")?)
}

fn parse_wait<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Duration, RuleError> {
    expect(&mut words, "wait")?;
    duration(next(&mut words, "wait")?)
}

fn parse_hook<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<ServiceBehaviour, RuleError> {
    let name = next(&mut words, "hook")?;
    let stage = LifecycleStage::of_hook(name).ok_or_else(|| RuleError::Unknown(name.to_owned()))?;
    let does = next(&mut words, name)?;
    if does == "takes" {
        let takes = duration(next(&mut words, "takes")?)?;
        return Ok(ServiceBehaviour::HookTakes { stage, takes });
    }
    let known = RESULTS.into_iter().find(|(_, result)| result.split(' ').next() == Some(does));
    let (result, _) = known.ok_or_else(|| RuleError::Unknown(does.to_owned()))?;
    Ok(ServiceBehaviour::HookResult { stage, result })
}

impl fmt::Display for ServiceBehaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invisible(span) => write_span(f, "never visible", *span),
            Self::Missing(span) => write_span(f, "missing", *span),
            Self::Stateless(span) => write_span(f, "rollout state missing", *span),
            Self::Flicker { polls } => write!(f, "reads flicker for {polls} polls"),
            Self::RollbackKeepsId => write!(f, "{KEEPS_ID}"),
            Self::RollbackTakesNewId => write!(f, "{TAKES_NEW_ID}"),
            Self::Alarm { name, after } => write!(f, "alarm {name} after {}", written(*after)),
            Self::AlarmIsOn { name } => write!(f, "alarm {name} already on"),
            Self::Rebalanced { after } => write!(f, "zones are rebalanced after {}", written(*after)),
            Self::CompletedAfter(time) => write!(f, "completed after {}", written(*time)),
            Self::FailuresNotCounted => write!(f, "{NOT_COUNTED}"),
            Self::FirstWait(wait) => write!(f, "retries wait {}", written(*wait)),
            Self::HookResult { stage, result } => {
                let does = RESULTS.into_iter().find_map(|(known, does)| (known == *result).then_some(does));
                write!(f, "hook {} {}", stage.name(), does.unwrap_or_default())
            }
            Self::HookTakes { stage, takes } => write!(f, "hook {} takes {}", stage.name(), written(*takes)),
        }
    }
}
