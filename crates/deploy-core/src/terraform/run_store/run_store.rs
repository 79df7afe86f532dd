//! Where the lock and the runs of an environment are.

use super::local_store::LocalStore;
use super::s3_store::S3Store;
use crate::aws::AwsConnection;
use crate::terraform::backend::{self, Backend};
use crate::terraform::error::Error;
use crate::terraform::terraform::Terraform;

/// Where the lock and the runs of an environment are.
#[derive(Clone, Debug)]
pub(crate) enum RunStore {
    Local(LocalStore),
    S3(Box<S3Store>),
}

/// The store beside the state of the environment; none where only Terraform knows where the state is.
pub(crate) async fn of(terraform: &Terraform, aws: &AwsConnection) -> Result<Option<RunStore>, Error> {
    let workspace = terraform.workspace().as_str();
    Ok(match backend::of(terraform)? {
        Backend::Local(local) => Some(RunStore::Local(LocalStore::beside(&local.path(workspace)))),
        Backend::S3(s3) => Some(RunStore::S3(Box::new(S3Store::beside(&s3, workspace, aws.get().await?)))),
        Backend::Other => None,
    })
}

impl RunStore {
    /// Writes a run, over what was written of it before. `id` is that of the run.
    pub(crate) async fn write_run(&self, id: &str, text: &[u8]) -> Result<(), Error> {
        match self {
            Self::Local(local) => local.write_run(id, text),
            Self::S3(s3) => s3.write_run(id, text).await,
        }
    }

    /// What was written of a run; none if it is no longer there.
    pub(crate) async fn read_run(&self, id: &str) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Self::Local(local) => local.read_run(id),
            Self::S3(s3) => s3.read_run(id).await,
        }
    }

    /// The ids of all runs, oldest first: they begin with the time.
    pub(crate) async fn runs(&self) -> Result<Vec<String>, Error> {
        let mut ids = match self {
            Self::Local(local) => local.runs()?,
            Self::S3(s3) => s3.runs().await?,
        };
        ids.sort();
        Ok(ids)
    }
}

#[cfg(test)]
impl RunStore {
    /// Beside a local state.
    pub(crate) fn beside(state: &std::path::Path) -> Self {
        Self::Local(LocalStore::beside(state))
    }

    /// Beside a state in the bucket that the sandbox has.
    pub(crate) fn in_bucket(aws: crate::aws::Aws, key: &str) -> Self {
        Self::S3(Box::new(S3Store::of_tests(aws, key, backend::ObjectProtection::default())))
    }
}
