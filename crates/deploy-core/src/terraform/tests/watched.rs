use std::sync::{Arc, Mutex};

use crate::context::{Context, Interrupter};
use crate::event::{EventKind, Events};

/// Everything that was said, and the means to interrupt.
pub(super) struct Watched {
    pub(super) context: Context,
    pub(super) interrupter: Interrupter,
    facts: Arc<Mutex<Vec<EventKind>>>,
}

impl Watched {
    pub(super) fn new() -> Self {
        let facts: Arc<Mutex<Vec<EventKind>>> = Arc::default();
        let (interrupter, interrupt) = Interrupter::new();
        let into = Arc::clone(&facts);
        let events = Events::new(move |event| into.lock().unwrap().push(event.kind.clone()));
        Self { context: Context { events, interrupt }, interrupter, facts }
    }

    pub(super) fn said(&self) -> Vec<String> {
        let facts = self.facts.lock().unwrap();
        let line = |fact: &EventKind| match fact {
            EventKind::ProgramOutput { line, .. } => Some(line.clone()),
            EventKind::Noted { message } => Some(format!("note: {message}")),
            EventKind::ResourceChanging { address, action, .. } => {
                Some(format!("changing: {action} {address}"))
            }
            EventKind::ResourceChanged { address, action, .. } => {
                Some(format!("changed: {action} {address}"))
            }
            _ => None,
        };
        facts.iter().filter_map(line).collect()
    }

    /// Waits until a line that was said holds `part`.
    pub(super) async fn until_said(&self, part: &str) {
        while !self.said().iter().any(|line| line.contains(part)) {
            tokio::task::yield_now().await;
        }
    }
}
