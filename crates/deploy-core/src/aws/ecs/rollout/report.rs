//! What was told of a rollout already: only news are reported.

use std::collections::{BTreeMap, BTreeSet};

use super::super::deployment::{Deployment, RolloutState};
use super::super::lifecycle::{Lifecycle, LifecycleHook};
use super::super::service::Service;
use super::super::service_deployment::ServiceDeployment;
use super::target::{Baseline, RolloutTarget};
use crate::context::Context;
use crate::error::Suggestion;
use crate::event::{EventKind, HookStatus, LifecycleStage, TaskCounts};

/// What was told already.
pub(super) struct Reported {
    announced: bool,
    /// The tasks at the last poll.
    counts: Option<TaskCounts>,
    /// The ids of events.
    events: BTreeSet<String>,
    stage: Option<LifecycleStage>,
    /// What was told of each hook, by its id.
    hooks: BTreeMap<String, ReportedHook>,
    /// Words of ECS that this version does not know.
    unknown: BTreeSet<String>,
}

/// What was told of a hook.
#[derive(Clone)]
struct ReportedHook {
    status: String,
    /// ECS does not say of a hook that has ended at which stage it was.
    stage: Option<String>,
}

impl Reported {
    pub(super) fn new(baseline: &Baseline) -> Self {
        Self {
            announced: false,
            counts: None,
            events: baseline.events.clone(),
            stage: None,
            hooks: BTreeMap::new(),
            unknown: BTreeSet::new(),
        }
    }

    /// Reports what is new since the last poll, and nothing else.
    pub(super) fn report(
        &mut self,
        target: &RolloutTarget,
        service: &Service,
        ours: Option<&str>,
        context: &Context,
    ) {
        if let Some(ours) = ours.and_then(|id| service.deployment(id)) {
            self.report_counts(target, ours, context);
        }
        for event in service.events.iter().rev() {
            if self.events.insert(event.id.clone()) {
                let (service, message) = (target.service.clone(), event.message.clone());
                context.events.emit(EventKind::ServiceSaid { service, message });
            }
        }
    }

    fn report_counts(&mut self, target: &RolloutTarget, ours: &Deployment, context: &Context) {
        if let Some(RolloutState::Unknown(word)) = &ours.state {
            self.report_unknown(target, word, context);
        }
        if !self.announced {
            self.announced = true;
            context.events.emit(EventKind::RolloutFollowed {
                service: target.service.clone(),
                deployment: ours.id.clone(),
                task_definition: ours.task_definition.clone(),
                new: target.is_new(&ours.id),
            });
        }
        let Deployment { running, desired, pending, failed, .. } = *ours;
        let tasks = TaskCounts { running, desired, pending, failed };
        if self.counts.replace(tasks) != Some(tasks) {
            let (service, deployment) = (target.service.clone(), ours.id.clone());
            context.events.emit(EventKind::RolloutMoved { service, deployment, tasks });
        }
    }

    /// Reports the stage of our deployment, its traffic and its hooks. `continuation` lets it continue where it is paused.
    pub(super) fn report_deployment(
        &mut self,
        target: &RolloutTarget,
        ours: &ServiceDeployment,
        continuation: &Suggestion,
        context: &Context,
    ) {
        if !is_known_status(&ours.status) {
            self.report_unknown(target, &ours.status, context);
        }
        let Some(lifecycle) = ours.lifecycle.as_ref().filter(|_| ours.status != "PENDING") else { return };
        let stage = stage_of(lifecycle);
        if self.stage.as_ref() != Some(&stage) {
            self.stage = Some(stage.clone());
            context.events.emit(EventKind::RolloutStaged { service: target.service.clone(), stage });
        }
        for hook in &lifecycle.hooks {
            if let Some(event) = self.hook_event(&target.service, lifecycle, hook, continuation) {
                context.events.emit(event);
            }
        }
    }

    /// The event for a hook whose status has changed.
    fn hook_event(
        &mut self,
        service: &str,
        lifecycle: &Lifecycle,
        hook: &LifecycleHook,
        continuation: &Suggestion,
    ) -> Option<EventKind> {
        let known = self.hooks.get(&hook.id).cloned();
        if known.as_ref().is_some_and(|known| known.status == hook.status) {
            return None;
        }
        let is_open = hook.is_waiting() || hook.status == "IN_PROGRESS";
        let stage = is_open.then(|| lifecycle.stage.clone());
        let stage = known.as_ref().and_then(|known| known.stage.clone()).or(stage);
        let (status, service) = (hook.status.clone(), service.to_owned());
        self.hooks.insert(hook.id.clone(), ReportedHook { status: status.clone(), stage: stage.clone() });
        if hook.is_waiting() {
            let pause = lifecycle.pause_at(hook);
            return Some(EventKind::RolloutPaused { service, pause, continuation: continuation.clone() });
        }
        let is_news = known.is_some() || status != "SUCCEEDED";
        let hook = HookStatus { stage, hook: hook.id.clone(), function: hook.function.clone(), status };
        is_news.then_some(EventKind::HookMoved { service, hook })
    }

    fn report_unknown(&mut self, target: &RolloutTarget, word: &str, context: &Context) {
        if self.unknown.insert(word.to_owned()) {
            let service = &target.service;
            context
                .events
                .note(format!("{service}: ECS says {word}, which this version does not know: waiting"));
        }
    }
}

fn is_known_status(status: &str) -> bool {
    let known = ["PENDING", "IN_PROGRESS", "SUCCESSFUL", "STOP_REQUESTED", "STOPPED"];
    known.contains(&status) || status.starts_with("ROLLBACK_")
}

fn stage_of(lifecycle: &Lifecycle) -> LifecycleStage {
    let bakes = lifecycle.stage == "BAKE_TIME";
    LifecycleStage {
        stage: lifecycle.stage.clone(),
        test_traffic: lifecycle.test_traffic,
        production_traffic: lifecycle.production_traffic,
        bake_minutes: lifecycle.bake_minutes.filter(|_| bakes),
    }
}

/// The events of a service since the change, oldest first.
pub(super) fn new_events(service: Option<&Service>, baseline: &Baseline) -> Vec<String> {
    let events = service.map(|service| service.events.as_slice()).unwrap_or_default();
    let news = events.iter().filter(|event| !baseline.events.contains(&event.id));
    news.rev().map(|event| event.message.clone()).collect()
}
