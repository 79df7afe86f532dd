//! Accepts connections on loopback and answers each request.

use std::{future::Future, sync::Arc};

use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    account::Account,
    http::body::{Body, BodyError},
};

/// Serves until `stop`. An `Err` from `answer` closes its connection without an answer: that is how faults cut it.
pub(crate) async fn serve<A, F>(
    listener: TcpListener,
    account: Arc<Account>,
    stop: CancellationToken,
    answer: A,
) where
    A: Fn(Arc<Account>, Request<Incoming>) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<Response<Body>, BodyError>> + Send + 'static,
{
    loop {
        let stream = tokio::select! {
            () = stop.cancelled() => return,
            // The client closed the connection before it was accepted.
            Ok((stream, _)) = listener.accept() => stream,
            else => continue,
        };
        let account = Arc::clone(&account);
        let stop = stop.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| answer(Arc::clone(&account), request));
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            tokio::select! {
                () = stop.cancelled() => {}
                // Its end says only that the client went away or that a fault cut it.
                _ = connection => {}
            }
        });
    }
}
