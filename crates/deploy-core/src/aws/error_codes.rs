//! What to do about AWS's error codes.

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html>
pub(super) fn hint_for(code: &str, operation: &str) -> Option<String> {
    match code {
        "AccessDenied" | "AccessDeniedException" | "UnauthorizedOperation" => {
            Some(format!("the credentials need permission to call {operation}"))
        }
        "ExpiredToken" | "ExpiredTokenException" | "RequestExpired" => {
            Some("the credentials have expired: sign in again, for example with `aws sso login`".to_owned())
        }
        "InvalidClientTokenId"
        | "UnrecognizedClientException"
        | "InvalidSignatureException"
        | "SignatureDoesNotMatch" => {
            Some("the access key is not valid for this account and region".to_owned())
        }
        _ => None,
    }
}
