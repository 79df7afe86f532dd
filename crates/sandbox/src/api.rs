//! What the models of services and the HTTP server share: a moment, an error, an effect.
//!
//! Nothing here knows HTTP bodies or sockets: how an [`ApiError`] is written down depends on the service's
//! protocol and is the HTTP server's business.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Milliseconds since the Unix epoch, on the sandbox's own clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment(pub u64);

impl Moment {
    /// The moment that is `time` later.
    pub(crate) fn plus(self, time: Duration) -> Self {
        let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Self(self.0.saturating_add(millis))
    }

    /// How long ago `earlier` was; nothing if it is not earlier.
    #[cfg(test)]
    pub(crate) fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// Seconds since the Unix epoch with a fraction: how the JSON protocols write a time.
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit in 53 bits for ages")]
    pub(crate) fn seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

/// An error as AWS answers it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// Without namespace, e.g. `ClusterNotFoundException`.
    pub code: String,
    /// The sentence for people, in AWS's words where these are known.
    pub message: String,
}

impl ApiError {
    /// The caller's mistake: status 400.
    pub(crate) fn client(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status: 400, code: code.into(), message: message.into() }
    }

    /// The sandbox does not do this: status 501, naming service and operation.
    pub(crate) fn not_implemented(service: &str, operation: &str) -> Self {
        Self {
            status: 501,
            code: "NotImplemented".into(),
            message: format!("the sandbox does not implement `{service}` `{operation}`"),
        }
    }
}

/// What a call changes outside of the model that answered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// A container wrote a line, which CloudWatch Logs is to show.
    Log {
        /// From the container's `awslogs-group`.
        group: String,
        /// `prefix/container/task id`
        stream: String,
        at: Moment,
        /// Without its line break.
        line: String,
    },
    /// The local engine has something to do.
    Container(Work),
}

/// What the local engine is to do. Tasks are named by the last part of their ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    Start(Container),
    /// Names the task.
    Stop(String),
}

/// What a container in the local engine did.
#[derive(Debug)]
pub(crate) enum ContainerEvent {
    /// It wrote a line that goes to this log group and stream.
    Line { group: String, stream: String, line: String },
    /// It ended with this exit code.
    Ended { task: String, code: i32 },
}

/// A container that is to run in the local engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Container {
    /// The last part of the task's ARN.
    pub(crate) task: String,
    /// As the engine knows it.
    pub(crate) image: String,
    /// Instead of the image's own, unless empty.
    pub(crate) entry_point: Vec<String>,
    /// Instead of the image's own, unless empty.
    pub(crate) command: Vec<String>,
    /// Names and values; the later of two holds.
    pub(crate) environment: Vec<(String, String)>,
    /// Log group and stream of its output.
    pub(crate) log: Option<(String, String)>,
}
