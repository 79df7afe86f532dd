//! The rules that hold, and what they come to for a task or a service.

use std::time::Duration;

use super::behaviour::Behaviour;
use super::cause::Cause;
use super::fate::{Ending, Fate, Script, Subject};
use super::{Rule, TAGS};

/// The rules that hold, in the order in which they were given.
#[derive(Debug, Default)]
pub(in crate::ecs) struct Rules(Vec<Rule>);

impl Rules {
    pub(in crate::ecs) fn add(&mut self, rule: Rule) {
        self.0.push(rule);
    }

    pub(in crate::ecs) fn clear(&mut self) {
        self.0.clear();
    }

    /// What becomes of a new task. Uses up one of the times of each rule that speaks of it.
    pub(in crate::ecs) fn script(&mut self, subject: &Subject) -> Script {
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
    pub(in crate::ecs) fn invisible(&self, service: &str) -> u32 {
        let polls = |rule: &Rule| match rule.behaviour {
            Behaviour::Invisible { polls } => Some(polls),
            _ => None,
        };
        self.about_service(service).filter_map(polls).last().unwrap_or_default()
    }

    /// Whether a rollback of the service makes the old deployment PRIMARY again. AWS's documentation does not say
    /// which it is; both have to be understood.
    pub(in crate::ecs) fn rollback_keeps_id(&self, service: &str) -> bool {
        self.about_service(service).any(|rule| rule.behaviour == Behaviour::RollbackKeepsId)
    }

    /// For how many polls after a rollout began the service is answered as MISSING.
    pub(in crate::ecs) fn missing(&self, service: &str) -> u32 {
        let polls = |rule: &Rule| match rule.behaviour {
            Behaviour::Missing { polls } => Some(polls),
            _ => None,
        };
        self.about_service(service).filter_map(polls).last().unwrap_or_default()
    }

    /// Alarms that go off during a rollout of the service: name, and how long after its start.
    pub(in crate::ecs) fn alarms(&self, service: &str) -> impl Iterator<Item = (&str, Duration)> {
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
            Self::RunInDocker => script.fate = Fate::RunsLocally,
            Self::Interrupt { after } => script.fate = Fate::Interrupted { after: *after },
            Self::Fail(cause) => script.fate = cause.fate(subject),
            Self::MustBePushed if subject.pushed => {}
            Self::MustBePushed => script.fate = Cause::ImageMissing.fate(subject),
            Self::Digest(digest) => script.digest = Some(digest.clone()),
            Self::StartTakes(time) => script.slow = *time,
            Self::DrainTakes(time) => script.drain = *time,
            Self::Log(line) => script.lines.push(line.clone()),
            Self::End { after, code, container } => {
                let container = subject.blueprint.main_container(container.as_deref());
                let line = (*code != 0).then(|| format!("fatal: ending with code {code}"));
                script.fate =
                    Fate::Ends(Ending { container, after: *after, code: *code, reason: None, line });
            }
            Self::Missing { polls } => script.missing = *polls,
            Self::Invisible { .. } | Self::Alarm { .. } | Self::RollbackKeepsId => return false,
        }
        true
    }
}

fn has_word(subject: &Subject, word: &str) -> bool {
    let tags = subject.blueprint.containers.iter().filter_map(|plan| plan.tag());
    tags.flat_map(|tag| tag.split(|c: char| !c.is_ascii_alphanumeric())).any(|part| part == word)
}
