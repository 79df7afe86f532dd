//! Turns the signals that this process gets into requests to stop.
//!
//! Once this listens, a signal no longer ends the process by itself: every wait must heed the
//! [`Interrupt`].

use std::io;

use tokio::signal::unix::{SignalKind, signal};

use super::interrupt::{Interrupt, Interrupter};
use crate::error::Signal;

/// Listens for SIGINT, SIGTERM and SIGHUP (a closed terminal, which means the same to us as SIGTERM) from now on.
///
/// Must be called inside of a runtime.
pub fn listen() -> io::Result<Interrupt> {
    let (interrupter, interrupt) = Interrupter::new();
    let mut ctrl_c = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        loop {
            let signal = tokio::select! {
                Some(()) = ctrl_c.recv() => Signal::Interrupt,
                Some(()) = terminate.recv() => Signal::Terminate,
                Some(()) = hang_up.recv() => Signal::Terminate,
                else => return,
            };
            interrupter.ask(signal);
        }
    });
    Ok(interrupt)
}
