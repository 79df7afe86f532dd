//! AWS: the connection to an account, and the services ECR, ECS and CloudWatch Logs.
//!
//! What a reader would get wrong: without time-outs a dead address hangs for ever, and without a CA bundle the SDK
//! panics when a client is made, even for a plain HTTP endpoint. Both are dealt with once, in [`connection`] and [`ca_bundle`]; the SDK
//! retries by itself and is never wrapped in another retry.

mod ca_bundle;
mod checked_connection;
mod connection;
pub(crate) mod credentials;
pub(crate) mod ecr;
pub(crate) mod ecs;
mod error;
mod error_codes;
mod identity;
pub(crate) mod logs;
mod role;
mod settings;
mod timeouts;
mod waiting;

pub(crate) use checked_connection::AwsConnection;
pub(crate) use connection::Aws;
pub(crate) use error::{Error, translate, unanswered};
pub(crate) use settings::{Location, Settings, require_expected_region};
