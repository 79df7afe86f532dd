//! Carries a fault out.

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http_body_util::{BodyExt as _, StreamBody};
use hyper::{Response, body::Frame, header::CONTENT_LENGTH};

use super::{Kind, words};
use crate::{
    account::Account,
    body::{Body, BodyError, collect},
    wire::{Call, error_answer},
};

/// Answers `call` by `work`, unless a fault strikes, and notes it in the record. An `Err` cuts the connection.
pub(crate) async fn spoiled(
    account: &Account,
    call: &Call,
    work: impl Future<Output = Result<Response<Body>, BodyError>>,
) -> Result<Response<Body>, BodyError> {
    let answer = match account.faults.strike(call) {
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
        Some(kind) => words::error(kind, call, &account.id)
            .map(|error| error_answer(call.protocol, &error))
            .ok_or_else(|| "a fault without words".into()),
    };
    account.note(call, answer.as_ref().map_or(0, |answer| answer.status().as_u16()));
    answer
}

/// Promises the whole answer and gives half of it.
async fn truncated(answer: Response<Body>) -> Result<Response<Body>, BodyError> {
    let (mut head, body) = answer.into_parts();
    let whole = collect(body).await?;
    head.headers.insert(CONTENT_LENGTH, whole.len().into());
    let half: Bytes = whole.slice(..whole.len() / 2);
    let broken = async {
        // The pause lets the first half leave: an error that is known at once takes it along.
        tokio::task::yield_now().await;
        Err(BodyError::from("truncated by a fault"))
    };
    let parts = stream::iter([Ok(Frame::data(half))]).chain(stream::once(broken));
    Ok(Response::from_parts(head, StreamBody::new(parts).boxed_unsync()))
}
