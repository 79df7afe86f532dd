//! A stream that is read while it grows. Its lines become events.
//!
//! Reading is not what a run is for: where it cannot be done, that is said, and the run goes on.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::sleep;

use super::client::{Logs, Stream};
use super::error::Error;
use crate::aws::connection::Aws;
use crate::context::{Context, FailedPolls};
use crate::event::EventKind;

/// Reads in a row without a line after which nothing more is awaited.
const QUIET: u32 = 3;
/// Reads in a row that may fail.
const MAX_FAILED_POLLS: u32 = 3;

/// A stream that is read from its beginning.
#[derive(Debug)]
pub(crate) struct Tail {
    logs: Logs,
    container: String,
    token: Option<String>,
    failed: FailedPolls,
    given_up: bool,
}

impl Tail {
    /// Reads the stream of a container.
    pub(crate) fn new(stream: Stream, container: &str, aws: &Aws, context: &Context) -> Self {
        Self {
            logs: Logs::new(stream, aws),
            container: container.to_owned(),
            token: None,
            failed: FailedPolls::new(MAX_FAILED_POLLS, &context.events),
            given_up: false,
        }
    }

    /// Tells the lines that are there and were not told yet. Returns whether there were any.
    pub(crate) async fn pull(&mut self, context: &Context) -> bool {
        let mut told = false;
        while !self.given_up {
            let page = self.pull_page(context).await;
            match self.failed.record(page, |error| error.source.is_transient()) {
                Ok(Some(Pulled { lines, more })) => {
                    told |= lines;
                    if !more {
                        break;
                    }
                }
                Ok(None) => break,
                Err(error) => self.give_up(error, context),
            }
        }
        told
    }

    /// Tells the lines that are left, once nothing writes any more: until nothing came for some reads, `pause` apart.
    /// It ends early where the user asks to stop once more.
    pub(crate) async fn drain(&mut self, pause: Duration, context: &Context) {
        let times = context.interrupt.asked().times + 1;
        let mut quiet = 0;
        while quiet < QUIET && !self.given_up {
            if self.pull(context).await {
                quiet = 0;
            } else {
                quiet += 1;
            }
            tokio::select! {
                () = sleep(pause) => {}
                _ = context.interrupt.asked_times(times) => return,
            }
        }
    }

    async fn pull_page(&mut self, context: &Context) -> Result<Pulled, Error> {
        let page = self.logs.page(self.token.as_deref()).await?;
        let lines = !page.events.is_empty();
        for event in page.events {
            let time = event.timestamp.and_then(|millis| Timestamp::from_millisecond(millis).ok());
            context.events.emit(EventKind::LogLine {
                container: self.container.clone(),
                written: time,
                line: event.message.unwrap_or_default(),
            });
        }
        let more = page.next.is_some() && page.next != self.token;
        self.token = page.next.or(self.token.take());
        Ok(Pulled { lines, more })
    }

    fn give_up(&mut self, error: Error, context: &Context) {
        self.given_up = true;
        let hint = "lines may be missing from here on; the task itself is not affected";
        context.events.warn(crate::Error::from(error).to_string(), Some(hint.to_owned()));
    }
}

/// What a page gave.
struct Pulled {
    lines: bool,
    more: bool,
}
