//! Following several rollouts at once, each cluster by itself: one that does not answer holds no other.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use tokio::sync::mpsc::UnboundedSender;

use super::super::cluster::Cluster;
use super::cluster_watch::ClusterWatch;
use super::next::Followed;
use super::progress::Progress;
use super::settings::FollowSettings;
use super::target::RolloutTarget;
use crate::aws::connection::Aws;
use crate::context::Context;

/// Follows rollouts until each has its outcome. Each is handed to `ended` when it ends.
pub(crate) async fn follow(
    aws: &Aws,
    targets: Vec<RolloutTarget>,
    settings: &FollowSettings,
    context: &Context,
    ended: UnboundedSender<Followed>,
) -> Vec<Followed> {
    let mut clusters: BTreeMap<Cluster, Vec<Progress>> = BTreeMap::new();
    for target in targets {
        clusters.entry(target.cluster.clone()).or_default().push(Progress::new(target, settings));
    }
    let watches = clusters.into_iter().map(|(cluster, rollouts)| {
        ClusterWatch::new(cluster.ecs(aws), cluster.name, rollouts, context, ended.clone()).follow(settings)
    });
    join_all(watches).await.concat()
}
