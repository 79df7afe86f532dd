//! The bucket for Terraform's states.

use std::io;

use hyper::Method;

use crate::seeds::request::Client;

pub(crate) async fn create(moto: &Client<'_>, account: &str) -> io::Result<()> {
    let path = format!("/terraform-state-{account}");
    moto.send(moto.to("s3", Method::PUT, &path), location(moto.region)).await?;
    let versioning = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
                      <Status>Enabled</Status></VersioningConfiguration>";
    let request = moto.to("s3", Method::PUT, &format!("{path}?versioning"));
    moto.send(request, versioning.into()).await.map(drop)
}

/// For the first region there must be no constraint (Amazon S3 API reference, `CreateBucket`).
fn location(region: &str) -> String {
    if region == "us-east-1" {
        return String::new();
    }
    format!(
        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
    )
}
