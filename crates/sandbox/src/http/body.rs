//! The body type of forwarded requests and of answers: streamed, never held whole unless a model needs it.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, combinators::UnsyncBoxBody};
use hyper::body::Incoming;

/// Why a body ended early.
pub(crate) type BodyError = Box<dyn std::error::Error + Send + Sync>;
/// A body that may come from memory or from a socket.
pub(crate) type Body = UnsyncBoxBody<Bytes, BodyError>;

/// A body that is already in memory.
pub(crate) fn full(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into()).map_err(|never| match never {}).boxed_unsync()
}

/// A body that is still arriving.
pub(crate) fn streamed(incoming: Incoming) -> Body {
    incoming.map_err(BodyError::from).boxed_unsync()
}

/// Reads a body to its end.
pub(crate) async fn collect(body: Body) -> Result<Bytes, BodyError> {
    Ok(body.collect().await?.to_bytes())
}
