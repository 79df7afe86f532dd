//! The events and the interrupt of a run.

use super::interrupt::Interrupt;
use crate::event::Events;

/// The events and the interrupt of a run. Cloning is cheap and stays with the same run.
#[derive(Clone, Debug)]
pub struct Context {
    /// Where events go.
    pub events: Events,
    /// Whether the user wants to stop.
    pub interrupt: Interrupt,
}

impl Context {
    /// A context whose events nobody hears and that is never interrupted.
    #[cfg(test)]
    pub(crate) fn silent() -> Self {
        Self { events: Events::new(|_| {}), interrupt: Interrupt::never() }
    }
}
