//! The journal of a run: what it does, written before the first change and again at each step.

use std::collections::BTreeMap;

use super::git;
use super::owner::Owner;
use super::record::{Beginning, RunRecord, RunVerdict};
use crate::session::Session;
use crate::terraform::Error;
use crate::terraform::plan_changes::PlanChanges;
use crate::terraform::run_store::RunStore;
use crate::types::{Activity, EnvName};

/// The journal of a run.
pub(super) struct Journal {
    pub(super) environment: EnvName,
    pub(super) command: String,
    pub(super) owner: Owner,
    /// None where nothing can be kept beside the state.
    pub(super) store: Option<RunStore>,
    /// The addresses of what the plan changes.
    pub(super) plan: Option<BTreeMap<String, Vec<String>>>,
    /// None before the first change.
    pub(super) record: Option<RunRecord>,
}

impl Journal {
    /// What the run is about to change.
    pub(super) fn take_plan(&mut self, changes: &PlanChanges) {
        let mut plan: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for change in &changes.resources {
            plan.entry(change.action.verb().to_owned()).or_default().push(change.address.clone());
        }
        self.plan = Some(plan);
    }

    /// Writes what the run begins to do.
    pub(super) async fn write(&mut self, session: &Session, activity: Activity) -> Result<(), Error> {
        if self.store.is_none() {
            return Ok(());
        }
        let mut record = match self.record.take() {
            Some(record) => record,
            None => RunRecord::begin(self.beginning(session).await, activity),
        };
        record.activity = activity;
        self.save(session, record).await
    }

    /// Writes how the run ended, if anything was written of it before.
    pub(super) async fn end(&mut self, session: &Session, verdict: RunVerdict) -> Result<(), Error> {
        let Some(mut record) = self.record.take() else { return Ok(()) };
        record.verdict = Some(verdict);
        self.save(session, record).await
    }

    async fn save(&mut self, session: &Session, mut record: RunRecord) -> Result<(), Error> {
        let Some(store) = &self.store else { return Ok(()) };
        record.update(session.context.events.report());
        record.plan.clone_from(&self.plan);
        let text = serde_json::to_vec_pretty(&record).unwrap_or_default();
        let id = record.id.clone();
        self.record = Some(record);
        store.write_run(&id, &text).await
    }

    async fn beginning(&self, session: &Session) -> Beginning {
        Beginning {
            id: session.context.events.run().to_owned(),
            environment: self.environment.clone(),
            command: self.command.clone(),
            user: self.owner.user.clone(),
            host: self.owner.host.clone(),
            git: git::state(session.project.root(), &session.context).await,
        }
    }
}
