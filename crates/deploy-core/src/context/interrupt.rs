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
    /// Whether one of them was to terminate.
    pub(crate) terminated: bool,
    /// Whether a part of a run was stopped, by no signal.
    pub(crate) stopped: bool,
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
            asked.terminated |= signal == Signal::Terminate;
        });
    }

    /// Asks to stop, which is not counted: the user's next Ctrl-C is still the first one.
    fn stop(&self) {
        self.0.send_modify(|asked| {
            asked.signal.get_or_insert(Signal::Interrupt);
            asked.stopped = true;
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
        let (mut parent, child) = (self.asked.clone(), interrupter.clone());
        tokio::spawn(async move {
            let mut seen = Asked::default();
            loop {
                let now = *parent.borrow_and_update();
                pass_on(seen, now, &child);
                seen = now;
                tokio::select! {
                    Ok(()) = parent.changed() => {}
                    () = child.0.closed() => return,
                }
            }
        });
        Self { own: Some(interrupter), ..interrupt }
    }

    /// Asks a part of the run to stop: what runs at the same time has failed, so its result is not needed.
    pub(crate) fn stop(&self) {
        if let Some(own) = &self.own {
            own.stop();
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

    /// Waits until the user has asked `times` times. For a part of a run, its stop is as good as the first time.
    pub(crate) async fn asked_times(&self, times: u32) -> Asked {
        self.wait_for(|asked| asked.times >= times || (asked.stopped && times == 1)).await
    }

    /// Waits until a signal to terminate has come, be it the first one or a later one.
    pub(crate) async fn terminated(&self) {
        self.wait_for(|asked| asked.terminated).await;
    }

    /// Never returns where that cannot come any more.
    async fn wait_for(&self, condition: impl FnMut(&Asked) -> bool) -> Asked {
        let mut asked = self.asked.clone();
        if let Ok(reached) = asked.wait_for(condition).await {
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

/// Asks a part of a run for whatever its parent was asked since it was last looked at.
fn pass_on(seen: Asked, now: Asked, child: &Interrupter) {
    if now.stopped && !seen.stopped {
        child.stop();
    }
    for _ in seen.times..now.times {
        let is_new = now.terminated && !seen.terminated;
        child.ask(if is_new { Signal::Terminate } else { now.signal.unwrap_or(Signal::Interrupt) });
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
        let asked = interrupt.asked();
        assert_eq!((asked.signal, asked.times), (Some(Signal::Terminate), 2));
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
    async fn the_first_request_of_the_user_is_the_first_one_in_a_part_that_was_stopped() {
        let (interrupter, interrupt) = Interrupter::new();
        let part = interrupt.child();
        part.stop();
        part.requested().await;
        interrupter.ask(Signal::Interrupt);
        part.wait_for(|asked| asked.times == 1).await;
        assert_eq!(part.asked().times, 1);
        interrupter.ask(Signal::Interrupt);
        assert_eq!(part.asked_times(2).await.times, 2);
    }

    #[tokio::test]
    async fn a_signal_to_terminate_is_heard_after_an_interrupt() {
        let (interrupter, interrupt) = Interrupter::new();
        let part = interrupt.child();
        interrupter.ask(Signal::Interrupt);
        part.requested().await;
        interrupter.ask(Signal::Terminate);
        part.terminated().await;
        assert_eq!(part.asked().signal, Some(Signal::Interrupt));
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
