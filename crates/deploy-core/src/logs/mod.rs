//! Log lines in CloudWatch Logs: reading a stream from its beginning, each line once and in order.
//!
//! What a reader would get wrong: lines come later than what they tell of, and a page may be empty although more
//! follow. So a stream is at its end only once several reads in a row gave nothing ([`Tail::drain`]).

mod calls;
mod error;
mod tail;
#[cfg(test)]
mod tests;

pub use calls::Stream;
pub use error::Error;
pub use tail::Tail;

use crate::aws::Aws;

/// The last lines of a stream, oldest first.
pub async fn last(stream: Stream, lines: u16, aws: &Aws) -> Result<Vec<String>, Error> {
    let page = calls::Logs::new(stream, aws).last(lines).await?;
    Ok(page.events.into_iter().filter_map(|event| event.message).collect())
}
