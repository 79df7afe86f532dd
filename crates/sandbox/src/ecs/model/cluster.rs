//! Clusters.

use crate::ecs::input::Fields;

#[derive(Debug)]
pub(crate) struct Cluster {
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) active: bool,
    pub(crate) fields: Fields,
}
