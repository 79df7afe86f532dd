//! Two pieces of work at the same time, of which neither is worth anything without the other.

use super::interrupt::Interrupt;
use crate::error::{Error, Kind};

/// Runs both to their end. When one fails, the other is asked to stop; the one that failed by itself is the reason.
pub(crate) async fn join_or_stop<A, B>(
    part: &Interrupt,
    one: impl Future<Output = Result<A, Error>>,
    other: impl Future<Output = Result<B, Error>>,
) -> Result<(A, B), Error> {
    match tokio::join!(stop_if_failed(part, one), stop_if_failed(part, other)) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
        (Err(error), Err(other)) => {
            let was_stopped = matches!(error.kind(), Kind::Interrupted(_));
            Err(if was_stopped { other } else { error })
        }
    }
}

async fn stop_if_failed<T>(
    part: &Interrupt,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let done = work.await;
    if done.is_err() {
        part.stop();
    }
    done
}
