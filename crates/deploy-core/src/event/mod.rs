//! What the library says while it works: facts, in the past tense, each with the run, a number and the time.
//!
//! The same events feed the terminal and `--json`; nothing else may print. A program's own chatter is an event too
//! ([`Fact::Said`]), but it is for people only and never part of the JSON stream.

mod fact;
mod step;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use serde::Serialize;

pub use fact::{Culprit, Fact, StoppedContainer, StoppedTasks};
pub use step::Step;

/// The version of the events' JSON shape. It is raised when a field changes its meaning or goes away.
pub const SCHEMA: u32 = 1;

/// One thing that happened, or another thing that is told in the same stream.
#[derive(Clone, Debug, Serialize)]
pub struct Event<F = Fact> {
    /// The version of this shape, [`SCHEMA`].
    pub schema: u32,
    /// The run that said it: the same for all events of a process.
    pub run: Arc<str>,
    /// Counts from 1 within the run, without gaps; chatter carries the number of what came before it.
    pub number: u64,
    /// When, in UTC (RFC 3339).
    pub time: Timestamp,
    /// What.
    #[serde(flatten)]
    pub fact: F,
}

type Listener = dyn Fn(&Event) + Send + Sync;

/// Where the events of one run go. Cloning keeps talking to the same run.
#[derive(Clone)]
pub struct Events {
    run: Arc<str>,
    last: Arc<AtomicU64>,
    listener: Arc<Listener>,
}

impl Events {
    /// A new run, whose events are handed to `listener` in their order.
    pub fn new(listener: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        let now = Timestamp::now();
        let run = format!("{}-{:x}", now.strftime("%Y%m%dT%H%M%SZ"), std::process::id());
        Self { run: run.into(), last: Arc::default(), listener: Arc::new(listener) }
    }

    /// The run's id.
    pub fn run(&self) -> &str {
        &self.run
    }

    /// Tells the listener what happened.
    pub fn say(&self, fact: Fact) {
        let event = match fact {
            Fact::Said { .. } => self.event(self.last.load(Ordering::Relaxed), fact),
            fact => self.stamp(fact),
        };
        (self.listener)(&event);
    }

    /// Numbers and dates something without telling the listener: for the result that ends a JSON stream.
    pub fn stamp<F>(&self, fact: F) -> Event<F> {
        self.event(self.last.fetch_add(1, Ordering::Relaxed) + 1, fact)
    }

    fn event<F>(&self, number: u64, fact: F) -> Event<F> {
        Event { schema: SCHEMA, run: self.run.clone(), number, time: Timestamp::now(), fact }
    }

    /// Says a sentence worth knowing.
    pub fn note(&self, message: impl Into<String>) {
        self.say(Fact::Noted { message: message.into() });
    }

    /// Says a sentence about what may become a problem.
    pub fn warn(&self, message: impl Into<String>, hint: Option<String>) {
        self.say(Fact::Warned { message: message.into(), hint });
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("run", &self.run).finish_non_exhaustive()
    }
}
