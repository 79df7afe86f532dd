//! The user's request to stop.
//!
//! It is a request: every wait must heed it, and every program that runs gets it exactly once (see
//! [`crate::process`]).

use std::sync::Arc;

use tokio::sync::watch;

use crate::error::{Interrupted, Signal};

/// How often, and by which signal first, the user asked to stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The first signal.
    pub(crate) signal: Option<Signal>,
    /// How many signals came.
    pub(crate) times: u32,
}

/// The listening end of the request to stop.
#[derive(Clone, Debug)]
pub struct Interrupt {
    asked: watch::Receiver<Asked>,
    /// Of a part of a run, which can be stopped by itself. It also keeps the channel open, so that waiting waits for ever.
    own: Option<Interrupter>,
}

/// The asking end of the request to stop.
#[derive(Clone, Debug)]
pub(crate) struct Interrupter(Arc<watch::Sender<Asked>>);

impl Interrupter {
    /// A pair of ends.
    pub(crate) fn new() -> (Self, Interrupt) {
        let (sender, asked) = watch::channel(Asked::default());
        (Self(Arc::new(sender)), Interrupt { asked, own: None })
    }

    /// Asks (once more) to stop.
    pub(crate) fn ask(&self, signal: Signal) {
        self.0.send_modify(|asked| {
            asked.signal.get_or_insert(signal);
            asked.times += 1;
        });
    }
}

impl Interrupt {
    /// One that never comes.
    #[cfg(test)]
    pub(crate) fn never() -> Self {
        let (sender, asked) = watch::channel(Asked::default());
        Self { asked, own: Some(Interrupter(Arc::new(sender))) }
    }

    /// The interrupt of a part of the run: it comes with this one, or when the part is [stopped](Self::stop).
    ///
    /// Must be called inside of a runtime.
    pub(crate) fn child(&self) -> Self {
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
        Self { own: Some(interrupter), ..interrupt }
    }

    /// Asks a part of the run to stop: what runs at the same time has failed, so its result is not needed.
    pub(crate) fn stop(&self) {
        if let Some(own) = &self.own {
            own.ask(Signal::Interrupt);
        }
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Asked {
        *self.asked.borrow()
    }

    /// Fails once an interrupt was asked for: called between steps, never in the middle of one.
    pub(crate) fn check(&self) -> Result<(), Interrupted> {
        self.asked().signal.map_or(Ok(()), |signal| Err(Interrupted(signal)))
    }

    /// Waits for `work`, which is dropped as soon as the user asks to stop.
    pub(crate) async fn unless_asked<T>(&self, work: impl Future<Output = T>) -> Result<T, Interrupted> {
        tokio::select! {
            biased;
            interrupted = self.requested() => Err(interrupted),
            done = work => Ok(done),
        }
    }

    /// Waits until the user has asked `times` times. Never returns where that cannot come any more.
    pub(crate) async fn asked_times(&self, times: u32) -> Asked {
        let mut asked = self.asked.clone();
        if let Ok(reached) = asked.wait_for(|asked| asked.times >= times).await {
            return *reached;
        }
        std::future::pending().await
    }

    /// Waits for the first request to stop.
    pub(crate) async fn requested(&self) -> Interrupted {
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
    async fn a_part_stops_with_its_parent_and_by_itself() {
        let (interrupter, interrupt) = Interrupter::new();
        let part = interrupt.child();
        part.stop();
        assert!(part.check().is_err() && interrupt.check().is_ok());
        let part = interrupt.child();
        interrupter.ask(Signal::Terminate);
        assert_eq!(part.asked_times(1).await.signal, Some(Signal::Terminate));
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
