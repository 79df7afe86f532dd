//! Answers a call, or lets it fail.

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http_body_util::{BodyExt as _, StreamBody};
use hyper::{Response, body::Frame, header::CONTENT_LENGTH};

use crate::{
    account::Account,
    faults::{errors, kind::Kind},
    http::body::{Body, BodyError, collect},
    protocol::{Call, error_answer},
};

/// Answers `call` by `work`, unless it is to fail, and records it. An `Err` cuts the connection.
pub(crate) async fn with_fault(
    account: &Account,
    call: &Call,
    work: impl Future<Output = Result<Response<Body>, BodyError>>,
) -> Result<Response<Body>, BodyError> {
    let answer = match account.faults.due(call) {
        None => work.await,
        Some(Kind::Latency(time)) => {
            tokio::time::sleep(time).await;
            work.await
        }
        Some(Kind::Truncate) => truncated(work.await?).await,
        Some(Kind::Cut) => Err("cut by a fault".into()),
        Some(Kind::Blackhole) => {
            account.note(call, 0);
            std::future::pending().await
        }
        Some(kind) => errors::error(kind, call, &account.id)
            .map(|error| error_answer(call.protocol, &error))
            .ok_or_else(|| "a fault without an error".into()),
    };
    account.note(call, answer.as_ref().map_or(0, |answer| answer.status().as_u16()));
    answer
}

/// Announces the whole length and sends half of the answer.
async fn truncated(answer: Response<Body>) -> Result<Response<Body>, BodyError> {
    let (mut head, body) = answer.into_parts();
    let whole = collect(body).await?;
    head.headers.insert(CONTENT_LENGTH, whole.len().into());
    let half: Bytes = whole.slice(..whole.len() / 2);
    let broken = async {
        // The pause lets the first half be sent: an error that is known at once discards it.
        tokio::task::yield_now().await;
        Err(BodyError::from("truncated by a fault"))
    };
    let parts = stream::iter([Ok(Frame::data(half))]).chain(stream::once(broken));
    Ok(Response::from_parts(head, StreamBody::new(parts).boxed_unsync()))
}
