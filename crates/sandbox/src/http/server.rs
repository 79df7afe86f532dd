//! Accepts connections on loopback and answers each request.

use std::{future::Future, sync::Arc, time::Duration};

use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    account::Account,
    http::body::{Body, BodyError},
};

/// The next error would come at once.
const AFTER_ERROR: Duration = Duration::from_millis(10);

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
        let accepted = tokio::select! {
            () = stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            // The client closed the connection before it was accepted, or there are too many open files, which passes.
            tokio::time::sleep(AFTER_ERROR).await;
            continue;
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
