//! The errors of AWS. Each protocol has its own codes; an SDK retries only those of its protocol.

use crate::{
    api::ApiError,
    faults::kind::Kind,
    protocol::{Call, Protocol},
};

/// The error that `kind` answers to `call`; `None` for the kinds that answer none.
pub(crate) fn error(kind: Kind, call: &Call, account: &str) -> Option<ApiError> {
    let (status, code, message) = match kind {
        Kind::Throttle => throttle(call.protocol),
        Kind::Broken => broken(call.protocol),
        Kind::Unavailable => (503, "ServiceUnavailable", "Service Unavailable. Please try again later."),
        Kind::Denied => return Some(denied(call, account)),
        Kind::Expired => expired(call.protocol),
        Kind::Latency(_) | Kind::Cut | Kind::Truncate | Kind::Blackhole => return None,
    };
    Some(ApiError { status, code: code.into(), message: message.into() })
}

type Error = (u16, &'static str, &'static str);

fn throttle(protocol: Protocol) -> Error {
    match protocol {
        Protocol::Json | Protocol::Cbor => (400, "ThrottlingException", "Rate exceeded"),
        Protocol::RestJson => (429, "TooManyRequestsException", "Rate exceeded"),
        Protocol::Query | Protocol::RestXml => (400, "Throttling", "Rate exceeded"),
        Protocol::Ec2 => (503, "RequestLimitExceeded", "Request limit exceeded."),
        Protocol::S3 => (503, "SlowDown", "Please reduce your request rate."),
        Protocol::Registry => (429, "TOOMANYREQUESTS", "Rate exceeded"),
    }
}

fn broken(protocol: Protocol) -> Error {
    match protocol {
        Protocol::S3 | Protocol::Ec2 => {
            (500, "InternalError", "We encountered an internal error. Please try again.")
        }
        Protocol::Registry => (500, "UNKNOWN", "internal error"),
        _ => (500, "InternalFailure", "The request processing has failed because of an unknown error."),
    }
}

fn expired(protocol: Protocol) -> Error {
    match protocol {
        Protocol::S3 => (400, "ExpiredToken", "The provided token has expired."),
        Protocol::Ec2 => (400, "RequestExpired", "Request has expired."),
        Protocol::Query | Protocol::RestXml => {
            (403, "ExpiredToken", "The security token included in the request is expired")
        }
        Protocol::Registry => {
            (403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.")
        }
        _ => (400, "ExpiredTokenException", "The security token included in the request is expired"),
    }
}

fn denied(call: &Call, account: &str) -> ApiError {
    let (status, code) = match call.protocol {
        Protocol::Json | Protocol::Cbor => (400, "AccessDeniedException"),
        Protocol::RestJson => (403, "AccessDeniedException"),
        Protocol::Ec2 => (403, "UnauthorizedOperation"),
        Protocol::Query | Protocol::RestXml | Protocol::S3 => (403, "AccessDenied"),
        Protocol::Registry => (403, "DENIED"),
    };
    let action = action(call);
    let message = format!(
        "User: arn:aws:iam::{account}:user/sandbox is not authorized to perform: {action} because no identity-based \
         policy allows the {action} action"
    );
    ApiError { status, code: code.into(), message }
}

/// The IAM action behind a call (ECR user guide, "IAM permissions for pushing an image").
fn action(call: &Call) -> String {
    let of_registry = match call.operation.as_str() {
        "PutManifest" => "PutImage",
        "GetManifest" | "HeadManifest" => "BatchGetImage",
        "HeadBlob" => "BatchCheckLayerAvailability",
        "GetBlob" => "GetDownloadUrlForLayer",
        "StartUpload" => "InitiateLayerUpload",
        "SendChunk" => "UploadLayerPart",
        "FinishUpload" => "CompleteLayerUpload",
        other => other,
    };
    match call.service.as_str() {
        "registry" => format!("ecr:{of_registry}"),
        service => format!("{service}:{}", call.operation),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_protocol_has_its_own_codes() {
        let calls = [
            ("ecs", "UpdateService", Protocol::Json),
            ("cloudwatch", "ListMetrics", Protocol::Cbor),
            ("sts", "GetCallerIdentity", Protocol::Query),
            ("ec2", "DescribeVpcs", Protocol::Ec2),
            ("s3", "GetObject", Protocol::S3),
            ("route53", "ListHostedZones", Protocol::RestXml),
            ("lambda", "Invoke", Protocol::RestJson),
            ("registry", "PutManifest", Protocol::Registry),
        ];
        let kinds = [Kind::Throttle, Kind::Broken, Kind::Unavailable, Kind::Denied, Kind::Expired];
        let row = |(service, operation, protocol): (&str, &str, Protocol)| {
            let call = Call {
                service: service.into(),
                operation: operation.into(),
                region: String::new(),
                protocol,
            };
            let words = kinds.map(|kind| error(kind, &call, "1").unwrap());
            let words = words.map(|error| format!("{} {}", error.status, error.code));
            format!("{service}: {}", words.join(", "))
        };
        insta::assert_snapshot!(calls.map(row).join("\n"), @"
        ecs: 400 ThrottlingException, 500 InternalFailure, 503 ServiceUnavailable, 400 AccessDeniedException, 400 ExpiredTokenException
        cloudwatch: 400 ThrottlingException, 500 InternalFailure, 503 ServiceUnavailable, 400 AccessDeniedException, 400 ExpiredTokenException
        sts: 400 Throttling, 500 InternalFailure, 503 ServiceUnavailable, 403 AccessDenied, 403 ExpiredToken
        ec2: 503 RequestLimitExceeded, 500 InternalError, 503 ServiceUnavailable, 403 UnauthorizedOperation, 400 RequestExpired
        s3: 503 SlowDown, 500 InternalError, 503 ServiceUnavailable, 403 AccessDenied, 400 ExpiredToken
        route53: 400 Throttling, 500 InternalFailure, 503 ServiceUnavailable, 403 AccessDenied, 403 ExpiredToken
        lambda: 429 TooManyRequestsException, 500 InternalFailure, 503 ServiceUnavailable, 403 AccessDeniedException, 400 ExpiredTokenException
        registry: 429 TOOMANYREQUESTS, 500 UNKNOWN, 503 ServiceUnavailable, 403 DENIED, 403 DENIED
        ");
    }

    #[test]
    fn the_registry_names_the_action_of_ecr() {
        let call = |operation: &str| Call {
            service: "registry".into(),
            operation: operation.into(),
            region: String::new(),
            protocol: Protocol::Registry,
        };
        assert_eq!(action(&call("StartUpload")), "ecr:InitiateLayerUpload");
        assert_eq!(action(&call("HeadManifest")), "ecr:BatchGetImage");
    }
}
