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
    /// A cluster by its name or ARN. An ARN says where it is; a name is looked for in `region`.
    pub(crate) fn named(name: String, region: Option<String>) -> Self {
        let of_arn = match name.split(':').collect::<Vec<_>>()[..] {
            ["arn", _, "ecs", region, ..] => Some(region.to_owned()),
            _ => None,
        };
        Self { region: of_arn.or(region), name }
    }

    /// AWS where the cluster is, with the same credentials.
    pub(crate) fn aws(&self, aws: &Aws) -> Aws {
        self.region.as_deref().map_or_else(|| aws.clone(), |region| aws.in_region(region))
    }

    /// ECS where the cluster is, with the same credentials.
    pub(crate) fn ecs(&self, aws: &Aws) -> Ecs {
        Ecs::new(&self.aws(aws))
    }
}
