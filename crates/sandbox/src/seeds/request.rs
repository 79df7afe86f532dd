//! Requests to moto, which reads only the service and the region of a signature.

use std::io;

use hyper::{Method, Request, StatusCode, http::request::Builder};

use crate::{
    backends::Upstream,
    http::body::{Body, collect, full},
};

/// Sends requests to moto in one region.
pub(crate) struct Client<'c> {
    pub(crate) upstream: Upstream,
    pub(crate) region: &'c str,
}

impl Client<'_> {
    /// A call of EC2's query protocol; gives the text of the answer's first element `wanted`.
    pub(crate) async fn ec2(&self, parameters: &[(&str, &str)], wanted: &str) -> io::Result<String> {
        let pairs: Vec<_> =
            parameters.iter().map(|(key, value)| format!("{key}={}", encoded(value))).collect();
        let form = format!("{}&Version=2016-11-15", pairs.join("&"));
        let request =
            self.to("ec2", Method::POST, "/").header("content-type", "application/x-www-form-urlencoded");
        let answer = self.send(request, form).await?;
        Ok(element(&answer, wanted).unwrap_or_default().to_owned())
    }

    /// A request for `service`, to be completed and sent.
    pub(crate) fn to(&self, service: &str, method: Method, path: &str) -> Builder {
        let scope = format!("SANDBOX/20260101/{}/{service}/aws4_request", self.region);
        let authorization = format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0");
        Request::builder()
            .method(method)
            .uri(path)
            .header("host", "127.0.0.1")
            .header("authorization", authorization)
    }

    pub(crate) async fn send(&self, request: Builder, body: String) -> io::Result<String> {
        let request: Request<Body> = request.body(full(body)).map_err(io::Error::other)?;
        let what = format!("{} {}", request.method(), request.uri());
        let answer = self.upstream.forward(request).await.map_err(io::Error::other)?;
        let status = answer.status();
        let bytes = collect(answer.into_body()).await.map_err(io::Error::other)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if status >= StatusCode::BAD_REQUEST {
            return Err(io::Error::other(format!("a seed failed: {what}: {status}: {text}")));
        }
        Ok(text)
    }
}

/// The text of the first element of that name. moto's answers need no real parser.
fn element<'x>(xml: &'x str, name: &str) -> Option<&'x str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    rest.split('<').next()
}

fn encoded(value: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let written = |byte: u8| if is_plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") };
    value.bytes().map(written).collect()
}
