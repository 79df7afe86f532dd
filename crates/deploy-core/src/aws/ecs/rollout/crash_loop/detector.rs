//! Detects a crash loop: asks for tasks where there is a sign of one, and judges what they are.

use super::super::super::deployment::Deployment;
use super::super::super::service::Service;
use super::super::super::task::Task;
use super::super::target::Baseline;
use super::placement;
use super::stop_signs::StopSigns;
use super::task_history::{CrashLoop, TaskHistory};

/// What is known so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// No crash loop.
    Nothing,
    /// The stopped tasks are needed: [`Detector::stopped`].
    NeedsStopped,
    /// The running tasks are needed: [`Detector::running`].
    NeedsRunning,
    Loop(CrashLoop),
}

/// Detects a crash loop of one deployment.
pub(crate) struct Detector {
    baseline: Baseline,
    signs: StopSigns,
    pub(crate) tasks: TaskHistory,
    /// There was a sign of stopped tasks, and they were not described since.
    wants_tasks: bool,
    /// Tasks cannot be asked for.
    no_tasks: bool,
}

impl Detector {
    pub(crate) fn new(baseline: &Baseline) -> Self {
        Self {
            baseline: baseline.clone(),
            signs: StopSigns::new(baseline),
            tasks: TaskHistory::default(),
            wants_tasks: false,
            no_tasks: false,
        }
    }

    /// A task was healthy, as something else tells.
    pub(crate) fn was_healthy(&mut self) {
        self.signs.was_healthy = true;
    }

    /// A poll.
    pub(crate) fn look(&mut self, service: &Service, ours: &Deployment) -> Finding {
        self.wants_tasks |= self.signs.has_new(service, ours);
        if self.wants_tasks && !self.no_tasks {
            return Finding::NeedsStopped;
        }
        self.look_at_placement(service, ours)
    }

    /// Those of the stopped tasks that were not known; `None` if they cannot be asked for.
    pub(crate) fn stopped(
        &mut self,
        tasks: Option<Vec<Task>>,
        service: &Service,
        ours: &Deployment,
    ) -> Finding {
        match tasks {
            Some(tasks) => self.tasks.add(tasks, &ours.id),
            None => self.no_tasks = true,
        }
        self.wants_tasks = self.tasks.is_stopping;
        match self.tasks.crash_loop() {
            Some(_) if !self.signs.was_healthy => Finding::NeedsRunning,
            _ => self.look_at_placement(service, ours),
        }
    }

    /// The tasks that run.
    pub(crate) fn running(&mut self, running: &[Task], ours: &str) -> Finding {
        if self.tasks.has_healthy(running, ours) {
            self.signs.was_healthy = true;
            return Finding::Nothing;
        }
        self.tasks.crash_loop().map_or(Finding::Nothing, Finding::Loop)
    }

    fn look_at_placement(&self, service: &Service, ours: &Deployment) -> Finding {
        if self.tasks.has_failures() || self.signs.was_healthy {
            return Finding::Nothing;
        }
        placement::failure(service, ours, &self.baseline).map_or(Finding::Nothing, Finding::Loop)
    }
}
