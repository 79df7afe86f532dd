//! The hosted zone and the certificate of [`DOMAIN`].

use std::io;

use hyper::Method;
use serde_json::json;

use crate::seeds::request::Client;

/// The domain whose hosted zone and certificate the account has.
const DOMAIN: &str = "example.com";

pub(crate) async fn create(moto: &Client<'_>) -> io::Result<()> {
    let zone = format!(
        "<CreateHostedZoneRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">\
         <Name>{DOMAIN}</Name><CallerReference>sandbox</CallerReference></CreateHostedZoneRequest>"
    );
    let request = moto.to("route53", Method::POST, "/2013-04-01/hostedzone");
    moto.send(request.header("content-type", "text/xml"), zone).await?;

    let names = [format!("*.{DOMAIN}")];
    let certificate =
        json!({ "DomainName": DOMAIN, "SubjectAlternativeNames": names, "ValidationMethod": "DNS" });
    let request = moto.to("acm", Method::POST, "/").header("content-type", "application/x-amz-json-1.1");
    let request = request.header("x-amz-target", "CertificateManager.RequestCertificate");
    moto.send(request, certificate.to_string()).await.map(drop)
}
