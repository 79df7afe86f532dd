//! What every room is given: where to say what it does, and how to learn that the user wants to stop.
//!
//! An interrupt is a wish, not a death: whoever waits must heed it, and whoever runs a program passes it on
//! exactly once (see [`crate::process`]).

use std::sync::Arc;

use tokio::sync::watch;

use crate::error::{Interrupted, Signal};
use crate::event::Events;

/// One run of the tool, as the rooms see it. Cloning is cheap and keeps talking to the same run.
#[derive(Clone, Debug)]
pub struct Context {
    /// Where to say what happens.
    pub events: Events,
    /// Whether the user wants to stop.
    pub interrupt: Interrupt,
}

impl Context {
    /// A context that says nothing and is never interrupted.
    pub fn silent() -> Self {
        Self { events: Events::new(|_| {}), interrupt: Interrupt::never() }
    }
}

/// How often, and by which signal first, the user asked to stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The first signal.
    pub signal: Option<Signal>,
    /// How many signals came.
    pub times: u32,
}

/// The listening end of "please stop".
#[derive(Clone, Debug)]
pub struct Interrupt {
    asked: watch::Receiver<Asked>,
    // Keeps the channel open where nobody else holds the sender, so that waiting waits for ever.
    _open: Option<Arc<watch::Sender<Asked>>>,
}

/// The speaking end of "please stop".
#[derive(Clone, Debug)]
pub struct Interrupter(Arc<watch::Sender<Asked>>);

impl Interrupter {
    /// A pair of ends.
    pub fn new() -> (Self, Interrupt) {
        let (sender, asked) = watch::channel(Asked::default());
        (Self(Arc::new(sender)), Interrupt { asked, _open: None })
    }

    /// Asks (once more) to stop.
    pub fn ask(&self, signal: Signal) {
        self.0.send_modify(|asked| {
            asked.signal.get_or_insert(signal);
            asked.times += 1;
        });
    }
}

impl Interrupt {
    /// One that never comes.
    pub fn never() -> Self {
        let (sender, asked) = watch::channel(Asked::default());
        Self { asked, _open: Some(Arc::new(sender)) }
    }

    /// One that comes with this one, and also when its own [`Interrupter`] asks: for work that is pointless once the
    /// work beside it has failed. Must be called inside of a runtime.
    pub fn linked(&self) -> (Interrupter, Self) {
        let (interrupter, interrupt) = Interrupter::new();
        let (parent, child) = (self.clone(), interrupter.clone());
        tokio::spawn(async move {
            for times in 1.. {
                tokio::select! {
                    asked = parent.asked_times(times) => child.ask(asked.signal.unwrap_or(Signal::Interrupt)),
                    () = child.0.closed() => return,
                }
            }
        });
        (interrupter, interrupt)
    }

    /// What was asked so far.
    pub fn asked(&self) -> Asked {
        *self.asked.borrow()
    }

    /// Fails once an interrupt was asked for: called between steps, never in the middle of one.
    pub fn check(&self) -> Result<(), Interrupted> {
        self.asked().signal.map_or(Ok(()), |signal| Err(Interrupted(signal)))
    }

    /// Waits for `work`, which is dropped as soon as the user asks to stop.
    pub async fn unless_asked<T>(&self, work: impl Future<Output = T>) -> Result<T, Interrupted> {
        tokio::select! {
            biased;
            interrupted = self.requested() => Err(interrupted),
            done = work => Ok(done),
        }
    }

    /// Waits until the user has asked `times` times. Never returns where that cannot come any more.
    pub async fn asked_times(&self, times: u32) -> Asked {
        let mut asked = self.asked.clone();
        if let Ok(reached) = asked.wait_for(|asked| asked.times >= times).await {
            return *reached;
        }
        std::future::pending().await
    }

    /// Waits for the first request to stop.
    pub async fn requested(&self) -> Interrupted {
        let asked = self.asked_times(1).await;
        Interrupted(asked.signal.unwrap_or(Signal::Interrupt))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_signal_is_the_one_that_counts() {
        let (interrupter, interrupt) = Interrupter::new();
        assert!(interrupt.check().is_ok());
        interrupter.ask(Signal::Terminate);
        interrupter.ask(Signal::Interrupt);
        assert_eq!(interrupt.asked(), Asked { signal: Some(Signal::Terminate), times: 2 });
        assert!(matches!(interrupt.check(), Err(Interrupted(Signal::Terminate))));
    }

    #[tokio::test]
    async fn a_linked_one_hears_its_parent_and_its_own() {
        let (interrupter, interrupt) = Interrupter::new();
        let (own, linked) = interrupt.linked();
        own.ask(Signal::Interrupt);
        assert!(linked.check().is_err() && interrupt.check().is_ok());
        let (_own, linked) = interrupt.linked();
        interrupter.ask(Signal::Terminate);
        assert_eq!(linked.asked_times(1).await.signal, Some(Signal::Terminate));
    }

    #[tokio::test]
    async fn a_second_request_can_be_waited_for() {
        let (interrupter, interrupt) = Interrupter::new();
        interrupter.ask(Signal::Interrupt);
        interrupt.requested().await;
        interrupter.ask(Signal::Interrupt);
        assert_eq!(interrupt.asked_times(2).await.times, 2);
    }
}
