//! How calls heed the user's request to stop.
//!
//! The SDK has no way to cancel a call but to drop it, at each place where one is made. It does bound each call, with all
//! its attempts and the pauses between them, by a sleep: one that ends early ends the call.

use std::time::Duration;

use aws_sdk_ecs::config::{AsyncSleep, Sleep};

use crate::context::Interrupt;

/// A sleep that ends as soon as the user has asked to stop so many times more than when it began. One that begins after a
/// request is not ended by that.
#[derive(Clone, Debug)]
pub(super) struct UntilAsked {
    interrupt: Interrupt,
    times: u32,
}

impl UntilAsked {
    /// For calls that only read: the first request ends them.
    pub(super) fn reading(interrupt: &Interrupt) -> Self {
        Self { interrupt: interrupt.clone(), times: 1 }
    }

    /// For calls that change something: their answer says what is now true, so that only a second request ends them.
    pub(super) fn changing(interrupt: &Interrupt) -> Self {
        Self { interrupt: interrupt.clone(), times: 2 }
    }
}

impl AsyncSleep for UntilAsked {
    fn sleep(&self, duration: Duration) -> Sleep {
        let interrupt = self.interrupt.clone();
        let asked = interrupt.asked();
        // A part of the run that is stopped is as if its user had asked once.
        let before = asked.times.max(u32::from(asked.signal.is_some()));
        let times = before + self.times;
        Sleep::new(async move {
            tokio::select! {
                () = tokio::time::sleep(duration) => {}
                _ = interrupt.asked_times(times) => {}
            }
        })
    }
}

/// Where calls go, for messages, and who may ask to stop them.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    pub(super) url: String,
    pub(super) interrupt: Interrupt,
}
