//! Forwards a request, bodies streamed both ways.
//!
//! `Host` stays what the client wrote: S3 recognizes path style by it, and a registry builds `Location` from it.

use hyper::{
    HeaderMap, Request, Response, Uri,
    header::{CONNECTION, EXPECT, PROXY_AUTHENTICATE, TE, TRAILER, TRANSFER_ENCODING, UPGRADE},
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

use crate::{
    backends::readiness::Readiness,
    http::body::{Body, BodyError, streamed},
};

/// A server to forward requests to, which may still be starting.
#[derive(Clone, Debug)]
pub(crate) struct Upstream {
    client: Client<HttpConnector, Body>,
    readiness: Readiness,
}

impl Upstream {
    pub(crate) fn new(readiness: Readiness) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        // A connection for each request: a kept one may be closed by the other side just when it is used again.
        let client = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build(connector);
        Self { client, readiness }
    }

    /// Forwards `request` as soon as the server answers.
    pub(crate) async fn forward(&self, mut request: Request<Body>) -> Result<Response<Body>, BodyError> {
        let address = self.readiness.address().await?;
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        *request.uri_mut() =
            Uri::builder().scheme("http").authority(&*address).path_and_query(path).build()?;
        remove_hop_by_hop(request.headers_mut());
        let mut response = self.client.request(request).await?.map(streamed);
        remove_hop_by_hop(response.headers_mut());
        Ok(response)
    }

    /// Waits until it answers.
    pub(crate) async fn ready(&self) -> std::io::Result<()> {
        self.readiness.address().await.map(drop)
    }
}

/// Headers that concern one connection only (RFC 9110, §7.6.1), and `Expect`, which our side has answered.
fn remove_hop_by_hop(headers: &mut HeaderMap) {
    for name in [CONNECTION, EXPECT, PROXY_AUTHENTICATE, TE, TRAILER, TRANSFER_ENCODING, UPGRADE] {
        headers.remove(name);
    }
    headers.remove("keep-alive");
}
