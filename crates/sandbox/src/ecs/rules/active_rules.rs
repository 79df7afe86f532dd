//! The active rules, and what they say about a task or a service.

use std::time::Duration;

use crate::ecs::model::lifecycle::hook::HookResult;
use crate::ecs::model::lifecycle::stage::LifecycleStage;
use crate::ecs::model::script::{ContainerExit, HookScript, PollSpan, Script, TaskOutcome};
use crate::ecs::rules::behaviour::Behaviour;
use crate::ecs::rules::cause::Cause;
use crate::ecs::rules::image_tags::TAGS;
use crate::ecs::rules::rule::Rule;
use crate::ecs::rules::service_behaviour::ServiceBehaviour;
use crate::ecs::rules::task_context::TaskContext;

/// The active rules, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActiveRules(Vec<Rule>);

impl ActiveRules {
    pub(crate) fn add(&mut self, rule: Rule) {
        self.0.push(rule);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// What happens to a new task. Uses up one of the times of each rule that matches it.
    pub(crate) fn script(&mut self, context: &TaskContext) -> Script {
        let mut script = Script::default();
        for (_, text) in TAGS.iter().filter(|(word, _)| has_word(context, word)) {
            if let Ok(behaviour) = Behaviour::parse(text) {
                apply(&behaviour, &mut script, context);
            }
        }
        for rule in self.0.iter_mut().filter(|rule| rule.times != Some(0) && rule.target.fits(context)) {
            if apply(&rule.behaviour, &mut script, context) {
                rule.times = rule.times.map(|times| times - 1);
            }
        }
        script
    }

    /// Polls that do not show a new deployment of the service.
    pub(crate) fn invisible(&self, service: &str) -> PollSpan {
        let span = |behaviour: &ServiceBehaviour| match behaviour {
            ServiceBehaviour::Invisible(span) => Some(*span),
            _ => None,
        };
        self.latest(service, span).unwrap_or_default()
    }

    /// Whether a rollback of the service begins a new deployment instead of making the old one PRIMARY again.
    pub(crate) fn rollback_takes_new_id(&self, service: &str) -> bool {
        let takes = |behaviour: &ServiceBehaviour| match behaviour {
            ServiceBehaviour::RollbackTakesNewId => Some(true),
            ServiceBehaviour::RollbackKeepsId => Some(false),
            _ => None,
        };
        self.latest(service, takes).unwrap_or_default()
    }

    /// Polls after a rollout began for which the service is MISSING.
    pub(crate) fn missing(&self, service: &str) -> PollSpan {
        let span = |behaviour: &ServiceBehaviour| match behaviour {
            ServiceBehaviour::Missing(span) => Some(*span),
            _ => None,
        };
        self.latest(service, span).unwrap_or_default()
    }

    /// Polls after a rollout began that show no `rolloutState`.
    pub(crate) fn stateless(&self, service: &str) -> PollSpan {
        let span = |behaviour: &ServiceBehaviour| match behaviour {
            ServiceBehaviour::Stateless(span) => Some(*span),
            _ => None,
        };
        self.latest(service, span).unwrap_or_default()
    }

    /// How many polls after a rollout began flicker between the old state and the new one.
    pub(crate) fn flickers(&self, service: &str) -> u32 {
        let polls = |behaviour: &ServiceBehaviour| match behaviour {
            ServiceBehaviour::Flicker { polls } => Some(*polls),
            _ => None,
        };
        self.latest(service, polls).unwrap_or_default()
    }

    /// Alarms that are triggered during a rollout of the service: name, and how long after its start.
    pub(crate) fn alarms(&self, service: &str) -> impl Iterator<Item = (&str, Duration)> {
        self.about_service(service).filter_map(|behaviour| match behaviour {
            ServiceBehaviour::Alarm { name, after } => Some((name.as_str(), *after)),
            _ => None,
        })
    }

    /// Whether an alarm of the service is in ALARM already when a rollout begins.
    pub(crate) fn alarm_is_on(&self, service: &str, alarm: &str) -> bool {
        self.about_service(service)
            .any(|behaviour| matches!(behaviour, ServiceBehaviour::AlarmIsOn { name } if name == alarm))
    }

    pub(crate) fn failures_are_not_counted(&self, service: &str) -> bool {
        self.about_service(service).any(|behaviour| *behaviour == ServiceBehaviour::FailuresNotCounted)
    }

    /// How long after the end of a deployment the service is rebalanced across zones, at AWS.
    pub(crate) fn rebalanced_after(&self, service: &str) -> Option<Duration> {
        self.latest(service, |behaviour| match behaviour {
            ServiceBehaviour::Rebalanced { after } => Some(*after),
            _ => None,
        })
    }

    /// How long after the end of its service deployment a deployment is COMPLETED, at AWS.
    pub(crate) fn completed_after(&self, service: &str) -> Option<Duration> {
        self.latest(service, |behaviour| match behaviour {
            ServiceBehaviour::CompletedAfter(time) => Some(*time),
            _ => None,
        })
    }

    /// How long the first failed task is not replaced, at AWS.
    pub(crate) fn first_wait(&self, service: &str) -> Option<Duration> {
        self.latest(service, |behaviour| match behaviour {
            ServiceBehaviour::FirstWait(wait) => Some(*wait),
            _ => None,
        })
    }

    /// What the Lambda function of a lifecycle hook does at a stage.
    pub(crate) fn hook(&self, service: &str, at: LifecycleStage) -> HookScript {
        let result = self.latest(service, |behaviour| match behaviour {
            ServiceBehaviour::HookResult { stage, result } => (*stage == at).then_some(*result),
            _ => None,
        });
        let takes = self.latest(service, |behaviour| match behaviour {
            ServiceBehaviour::HookTakes { stage, takes } => (*stage == at).then_some(*takes),
            _ => None,
        });
        HookScript { result: result.unwrap_or(HookResult::Succeeds), takes }
    }

    /// What the latest rule about a service says that says anything.
    fn latest<T>(&self, service: &str, says: impl Fn(&ServiceBehaviour) -> Option<T>) -> Option<T> {
        self.about_service(service).filter_map(says).last()
    }

    fn about_service(&self, service: &str) -> impl Iterator<Item = &ServiceBehaviour> {
        let about = self.0.iter().filter(move |rule| rule.target.fits_service(service));
        about.filter_map(|rule| match &rule.behaviour {
            Behaviour::Service(behaviour) => Some(behaviour),
            _ => None,
        })
    }
}

/// Writes what a behaviour says about a task into its script. Returns whether it says anything about tasks.
fn apply(behaviour: &Behaviour, script: &mut Script, context: &TaskContext) -> bool {
    match behaviour {
        Behaviour::Run => script.outcome = TaskOutcome::Runs,
        Behaviour::RunInDocker => script.outcome = TaskOutcome::RunsInDocker,
        Behaviour::Interrupt { after } => script.outcome = TaskOutcome::Interrupted { after: *after },
        Behaviour::Fail(cause) => script.outcome = cause.outcome(context),
        Behaviour::MustBePushed if context.pushed => {}
        Behaviour::MustBePushed => script.outcome = Cause::ImageMissing.outcome(context),
        Behaviour::Digest(digest) => script.digest = Some(digest.clone()),
        Behaviour::StartTakes(time) => script.slow = *time,
        Behaviour::DrainTakes(time) => script.drain = *time,
        Behaviour::HealthTakes(time) => script.healthy_after = *time,
        Behaviour::Log(line) => script.lines.push(line.clone()),
        Behaviour::End { after, code, container } => {
            let container = context.task_definition.main_container(container.as_deref());
            let line = (*code != 0).then(|| format!("fatal: ending with code {code}"));
            script.outcome = TaskOutcome::ContainerExits(ContainerExit {
                container,
                after: *after,
                code: *code,
                reason: None,
                line,
            });
        }
        Behaviour::Service(ServiceBehaviour::Missing(span)) => script.missing = span.polls,
        Behaviour::Service(_) => return false,
    }
    true
}

fn has_word(context: &TaskContext, word: &str) -> bool {
    let tags = context.task_definition.containers.iter().filter_map(|plan| plan.tag());
    tags.flat_map(|tag| tag.split(|c: char| !c.is_ascii_alphanumeric())).any(|part| part == word)
}
