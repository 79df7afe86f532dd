//! What a request asks of AWS: which service, which operation, in which protocol.
//!
//! The service comes from the signature's credential scope, which every SDK writes, not from the host: all
//! services share one address here.

mod errors;
mod form;
mod identify;
mod protocol;
mod s3;

pub(crate) use errors::{error_answer, escaped, json_answer, request_id};
pub(crate) use form::form_value;
pub(crate) use identify::{identify, is_form};
pub(crate) use protocol::Protocol;

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// The prefix that IAM uses for the service, e.g. `ecs`, `elasticloadbalancing`, `s3`.
    pub(crate) service: String,
    /// E.g. `DescribeServices`; for REST services without a name of their own `GET /path`.
    pub(crate) operation: String,
    /// How its bodies are written.
    pub(crate) protocol: Protocol,
}
