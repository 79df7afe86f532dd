//! The protocols of AWS's services (Smithy documentation, "AWS protocols").

use hyper::http::request::Parts;

/// How a service writes its requests and answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// `awsJson1_0` and `awsJson1_1`: operation in `X-Amz-Target`, JSON bodies.
    Json,
    /// `rpcv2Cbor`: operation in the path, CBOR bodies.
    Cbor,
    /// `awsQuery`: form in, XML out.
    Query,
    /// `ec2Query`: as `awsQuery`, but its errors are wrapped in another way.
    Ec2,
    /// `restXml` as S3 does it: errors without a wrapper.
    S3,
    /// `restXml` of the others, e.g. Route 53.
    RestXml,
    /// `restJson1`: error code in a header.
    RestJson,
    /// The registry protocol, which ECR speaks at its registry hosts.
    Registry,
}

impl Protocol {
    pub(crate) fn of(parts: &Parts, service: &str) -> Self {
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let query = parts.uri.query().unwrap_or_default();
        if parts.headers.contains_key("x-amz-target") {
            Self::Json
        } else if header("smithy-protocol") == "rpc-v2-cbor" {
            Self::Cbor
        } else if service == "ec2" {
            Self::Ec2
        } else if header("content-type").starts_with("application/x-www-form-urlencoded")
            || query.starts_with("Action=")
            || query.contains("&Action=")
        {
            Self::Query
        } else {
            Self::rest(service)
        }
    }

    fn rest(service: &str) -> Self {
        match service {
            "s3" => Self::S3,
            "route53" | "cloudfront" => Self::RestXml,
            _ => Self::RestJson,
        }
    }
}
