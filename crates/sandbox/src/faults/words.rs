//! What AWS says when a call goes wrong. Each protocol has its own codes; with another one's no SDK retries.

use super::Kind;
use crate::{
    api::ApiError,
    wire::{Call, Protocol},
};

/// The error that `kind` answers to `call`; `None` for the kinds that answer none.
pub(super) fn error(kind: Kind, call: &Call, account: &str) -> Option<ApiError> {
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

type Words = (u16, &'static str, &'static str);

fn throttle(protocol: Protocol) -> Words {
    match protocol {
        Protocol::Json | Protocol::Cbor => (400, "ThrottlingException", "Rate exceeded"),
        Protocol::RestJson => (429, "TooManyRequestsException", "Rate exceeded"),
        Protocol::Query | Protocol::RestXml => (400, "Throttling", "Rate exceeded"),
        Protocol::Ec2 => (503, "RequestLimitExceeded", "Request limit exceeded."),
        Protocol::S3 => (503, "SlowDown", "Please reduce your request rate."),
        Protocol::Registry => (429, "TOOMANYREQUESTS", "Rate exceeded"),
    }
}

fn broken(protocol: Protocol) -> Words {
    match protocol {
        Protocol::S3 | Protocol::Ec2 => {
            (500, "InternalError", "We encountered an internal error. Please try again.")
        }
        Protocol::Registry => (500, "UNKNOWN", "internal error"),
        _ => (500, "InternalFailure", "The request processing has failed because of an unknown error."),
    }
}

fn expired(protocol: Protocol) -> Words {
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
