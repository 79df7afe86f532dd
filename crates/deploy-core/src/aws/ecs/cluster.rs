//! Clusters, and where they are.

use super::client::Ecs;
use crate::aws::connection::Aws;

/// A cluster of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cluster {
    /// Its region; none if it is that of the environment.
    pub(crate) region: Option<String>,
    /// Its name or ARN.
    pub(crate) name: String,
}

impl Cluster {
    /// AWS where the cluster is, with the same credentials.
    pub(crate) fn aws(&self, aws: &Aws) -> Aws {
        self.region.as_deref().map_or_else(|| aws.clone(), |region| aws.in_region(region))
    }

    /// ECS where the cluster is, with the same credentials.
    pub(crate) fn ecs(&self, aws: &Aws) -> Ecs {
        Ecs::new(&self.aws(aws))
    }
}
