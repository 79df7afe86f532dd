//! A stream that is read while it grows. Its lines become events.
//!
//! Reading is not what a run is for: where it cannot be done, that is said, and the run goes on.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::sleep;

use super::calls::{Logs, Stream};
use super::error::Error;
use crate::aws::Aws;
use crate::context::Context;
use crate::event::Fact;

/// Reads in a row without a line after which nothing more is awaited.
const QUIET: u32 = 3;
/// Reads in a row that may fail (each after the SDK's own retries).
const BLIND: u32 = 3;

/// A stream that is read from its beginning.
#[derive(Debug)]
pub struct Tail {
    logs: Logs,
    container: String,
    token: Option<String>,
    failed: u32,
}

impl Tail {
    /// Reads the stream of a container.
    pub fn new(stream: Stream, container: &str, aws: &Aws) -> Self {
        Self { logs: Logs::new(stream, aws), container: container.to_owned(), token: None, failed: 0 }
    }

    /// Tells the lines that are there and were not told yet. Returns whether there were any.
    pub async fn pull(&mut self, context: &Context) -> bool {
        let mut told = false;
        while !self.is_given_up() {
            match self.pull_page(context).await {
                Ok(Pulled { lines, more }) => {
                    self.failed = 0;
                    told |= lines;
                    if !more {
                        break;
                    }
                }
                Err(error) => {
                    self.fail(error, context);
                    break;
                }
            }
        }
        told
    }

    /// Tells the lines that are left, once nothing writes any more: until nothing came for some reads, `pause` apart.
    /// It ends early where the user asks to stop once more.
    pub async fn drain(&mut self, pause: Duration, context: &Context) {
        let patience = context.interrupt.asked().times + 1;
        let mut quiet = 0;
        while quiet < QUIET && !self.is_given_up() {
            if self.pull(context).await {
                quiet = 0;
            } else {
                quiet += 1;
            }
            tokio::select! {
                () = sleep(pause) => {}
                _ = context.interrupt.asked_times(patience) => return,
            }
        }
    }

    async fn pull_page(&mut self, context: &Context) -> Result<Pulled, Error> {
        let page = self.logs.page(self.token.as_deref()).await?;
        let lines = !page.events.is_empty();
        for event in page.events {
            let time = event.timestamp.and_then(|millis| Timestamp::from_millisecond(millis).ok());
            context.events.say(Fact::LogLine {
                container: self.container.clone(),
                written: time,
                line: event.message.unwrap_or_default(),
            });
        }
        let more = page.next.is_some() && page.next != self.token;
        self.token = page.next.or(self.token.take());
        Ok(Pulled { lines, more })
    }

    fn is_given_up(&self) -> bool {
        self.failed >= BLIND
    }

    fn fail(&mut self, error: Error, context: &Context) {
        self.failed = if error.source.is_passing() { self.failed + 1 } else { BLIND };
        let hint = if self.is_given_up() {
            "lines may be missing from here on; the task itself is not affected"
        } else {
            "trying again"
        };
        context.events.warn(crate::Error::from(error).to_string(), Some(hint.to_owned()));
    }
}

/// What a page gave.
struct Pulled {
    lines: bool,
    more: bool,
}
