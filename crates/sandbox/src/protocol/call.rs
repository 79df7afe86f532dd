//! What a request asks for.

use crate::protocol::protocols::Protocol;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// The prefix that IAM uses for the service, e.g. `ecs`, `elasticloadbalancing`, `s3`.
    pub(crate) service: String,
    /// E.g. `DescribeServices`; for REST services without a name of their own `GET /path`.
    pub(crate) operation: String,
    /// The region of its signature; empty if it has none.
    pub(crate) region: String,
    /// How its bodies are written.
    pub(crate) protocol: Protocol,
}
