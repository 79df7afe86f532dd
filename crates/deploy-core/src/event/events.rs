//! Where events go, and what each carries: the run, a number and the time.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde::Serialize;

use super::kind::EventKind;
use super::report::Report;

/// The version of the events' JSON shape. It is raised when a field changes its meaning or goes away.
pub const SCHEMA: u32 = 2;

/// One event of a run, or the result that ends its JSON stream.
#[derive(Clone, Debug, Serialize)]
pub struct Event<K = EventKind> {
    /// The version of this shape, [`SCHEMA`].
    pub schema: u32,
    /// The run that said it: the same for all events of a process.
    pub run: Arc<str>,
    /// Counts from 1 within the run, without gaps; program output carries the number of the event before it.
    pub number: u64,
    /// When, in UTC (RFC 3339).
    pub time: Timestamp,
    /// What.
    #[serde(flatten)]
    pub kind: K,
}

type Listener = dyn Fn(&Event) + Send + Sync;

/// Where the events of one run go. Cloning keeps talking to the same run.
#[derive(Clone)]
pub struct Events {
    run: Arc<str>,
    last: Arc<AtomicU64>,
    report: Arc<Mutex<Report>>,
    listener: Arc<Listener>,
}

impl Events {
    /// A new run, whose events are handed to `listener` in their order.
    pub fn new(listener: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        let now = Timestamp::now();
        // In containers, process ids are the same.
        let random = RandomState::new().hash_one(std::process::id()) >> 32;
        let run = format!("{}-{random:08x}", now.strftime("%Y%m%dT%H%M%S%.3fZ"));
        Self { run: run.into(), last: Arc::default(), report: Arc::default(), listener: Arc::new(listener) }
    }

    /// The id of the run.
    pub(crate) fn run(&self) -> &str {
        &self.run
    }

    /// What the run did so far.
    pub fn report(&self) -> Report {
        self.report.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells the listener what happened.
    pub fn emit(&self, kind: EventKind) {
        let event = match kind {
            EventKind::ProgramOutput { .. } | EventKind::BuildOutput(_) => {
                self.event(self.last.load(Ordering::Relaxed), kind)
            }
            kind => self.stamp(kind),
        };
        self.report.lock().unwrap_or_else(PoisonError::into_inner).record(&event.kind);
        (self.listener)(&event);
    }

    /// Numbers and dates a value without telling the listener: for the result that ends a JSON stream.
    pub fn stamp<K>(&self, kind: K) -> Event<K> {
        self.event(self.last.fetch_add(1, Ordering::Relaxed) + 1, kind)
    }

    fn event<K>(&self, number: u64, kind: K) -> Event<K> {
        Event { schema: SCHEMA, run: self.run.clone(), number, time: Timestamp::now(), kind }
    }

    /// Emits a sentence worth knowing.
    pub fn note(&self, message: impl Into<String>) {
        self.emit(EventKind::Noted { message: message.into() });
    }

    /// Emits a warning.
    pub fn warn(&self, message: impl Into<String>, hint: Option<String>) {
        self.emit(EventKind::Warned { message: message.into(), hint });
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("run", &self.run).finish_non_exhaustive()
    }
}
