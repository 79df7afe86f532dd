//! What can go wrong with ECR.

use crate::aws::error::Error as AwsError;
use crate::error::{Failure, Hint, Kind, Suggestion};

/// ECR cannot be used, or lacks a repository.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The AWS account has no such repository.
    #[error("the registry `{host}` has no repository `{name}`")]
    NoRepository { host: String, name: String },
    /// With an endpoint of its own, AWS is not Amazon's: nothing may go to Amazon's registries then.
    #[error("the images go to `{host}`, but the AWS endpoint `{endpoint}` belongs to the registry `{ours}`")]
    ForeignRegistry {
        /// The registry that the images name.
        host: String,
        /// The endpoint that is set.
        endpoint: String,
        /// The registry that the endpoint names.
        ours: String,
    },
    /// An AWS call failed.
    #[error(transparent)]
    Aws(#[from] AwsError),
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::NoRepository { .. } | Self::ForeignRegistry { .. } => Kind::Usage,
            Self::Aws(error) => error.kind(),
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::NoRepository { .. } => {
                let sentence = "{} creates the repositories that the build file names";
                vec![Hint::run(Suggestion::Create { environment: None }, sentence)]
            }
            Self::ForeignRegistry { ours, .. } => {
                vec![format!("let the images' names begin with `{ours}/`, or unset AWS_ENDPOINT_URL").into()]
            }
            Self::Aws(error) => error.hints(),
        }
    }
}
