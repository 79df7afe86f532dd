//! Reads service and operation out of a request.

use hyper::http::request::Parts;

use crate::protocol::{call::Call, caller::caller, protocols::Protocol, s3_operation};

/// The call of a request. `form` is its body where [`is_form`] says that it has one.
pub(crate) fn identify(parts: &Parts, form: Option<&[u8]>) -> Call {
    let service = service(parts);
    let protocol = Protocol::of(parts, &service);
    let operation = match protocol {
        Protocol::Json => target(parts).rsplit('.').next().unwrap_or_default().to_owned(),
        Protocol::Cbor => parts.uri.path().rsplit('/').next().unwrap_or_default().to_owned(),
        Protocol::Query | Protocol::Ec2 => action(parts, form),
        Protocol::S3 => s3_operation::operation(parts),
        Protocol::RestXml | Protocol::RestJson | Protocol::Registry => {
            format!("{} {}", parts.method, parts.uri.path())
        }
    };
    let region = caller(parts).map(|caller| caller.region).unwrap_or_default();
    Call { service, operation, region, protocol }
}

/// Whether the operation's name is in the body, which is then a short form.
pub(crate) fn is_form(parts: &Parts) -> bool {
    header(parts, "content-type").starts_with("application/x-www-form-urlencoded")
        && !parts.headers.contains_key("x-amz-target")
}

fn service(parts: &Parts) -> String {
    match caller(parts).as_ref().map(|caller| caller.service.as_str()) {
        // The metrics API signs with another name than its IAM actions have.
        Some("monitoring") => "cloudwatch".into(),
        Some(name) => name.into(),
        None => by_target(target(parts)).into(),
    }
}

/// For requests without a signature.
fn by_target(target: &str) -> &'static str {
    match target.split('.').next().unwrap_or_default() {
        "AmazonEC2ContainerServiceV20141113" => "ecs",
        "AmazonEC2ContainerRegistry_V20150921" => "ecr",
        "AnyScaleFrontendService" => "application-autoscaling",
        "Logs_20140328" => "logs",
        "" => "s3",
        _ => "unknown",
    }
}

fn action(parts: &Parts, form: Option<&[u8]>) -> String {
    let form = form.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    let mut pairs = form.split('&').chain(parts.uri.query().unwrap_or_default().split('&'));
    pairs.find_map(|pair| pair.strip_prefix("Action=")).unwrap_or("unknown").to_owned()
}

fn target(parts: &Parts) -> &str {
    header(parts, "x-amz-target")
}

fn header<'p>(parts: &'p Parts, name: &str) -> &'p str {
    parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use hyper::{Method, Request};

    use super::*;

    fn signed(method: Method, uri: &str, service: &str) -> hyper::http::request::Builder {
        let scope = format!("AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/{service}/aws4_request, S=1");
        Request::builder().method(method).uri(uri).header("authorization", scope)
    }

    fn named(request: hyper::http::request::Builder, form: Option<&[u8]>) -> String {
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let call = identify(&parts, form);
        format!("{} {} {:?}", call.service, call.operation, call.protocol)
    }

    #[test]
    fn a_json_call_is_named_by_its_target() {
        let request = signed(Method::POST, "/", "ecs")
            .header("x-amz-target", "AmazonEC2ContainerServiceV20141113.RunTask");
        assert_eq!(named(request, None), "ecs RunTask Json");
    }

    #[test]
    fn an_unsigned_json_call_is_known_too() {
        let request = Request::builder().uri("/").header("x-amz-target", "Logs_20140328.DescribeLogGroups");
        assert_eq!(named(request, None), "logs DescribeLogGroups Json");
    }

    #[test]
    fn a_query_call_is_named_by_its_form() {
        let request = signed(Method::POST, "/", "sts")
            .header("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        let form = b"Version=2011-06-15&Action=GetCallerIdentity";
        assert_eq!(named(request, Some(form)), "sts GetCallerIdentity Query");
    }

    #[test]
    fn a_cbor_call_is_named_by_its_path() {
        let request = signed(
            Method::POST,
            "/service/GraniteServiceVersion20100801/operation/ListMetrics",
            "monitoring",
        )
        .header("smithy-protocol", "rpc-v2-cbor");
        assert_eq!(named(request, None), "cloudwatch ListMetrics Cbor");
    }

    #[test]
    fn a_presigned_address_names_its_service() {
        let uri = "/bucket/key?X-Amz-Credential=K%2F20260101%2Fus-east-1%2Fs3%2Faws4_request";
        assert_eq!(named(Request::builder().uri(uri), None), "s3 GetObject S3");
    }
}
