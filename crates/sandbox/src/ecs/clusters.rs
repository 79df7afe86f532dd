//! Clusters: their settings, configuration and capacity providers.
//!
//! A deleted cluster stays, INACTIVE, and may be made again under its name (API Reference, "`DeleteCluster`").

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::services::Service;
use super::tasks::Task;
use super::wire::{Answer, Fields, Input, default, invalid};
use super::{Ecs, limits, names};
use crate::api::ApiError;

/// What a call means that names no cluster (API Reference, "CreateService").
const DEFAULT: &str = "default";

#[derive(Debug)]
pub(super) struct Cluster {
    pub(super) arn: String,
    name: String,
    active: bool,
    fields: Fields,
}

/// Clusters by name.
pub(super) type Clusters = BTreeMap<String, Cluster>;

impl Ecs {
    pub(super) fn create_cluster(&mut self, input: Input) -> Value {
        let name = input.text("clusterName").unwrap_or(DEFAULT).to_owned();
        // "CreateCluster" answers an active cluster of that name as it is.
        if !self.clusters.get(&name).is_some_and(|cluster| cluster.active) {
            let arn = self.place.arn(&format!("cluster/{name}"));
            self.tags.set(&arn, input.list("tags"));
            let fields = with_defaults(input.fields_without(&["clusterName", "tags"]));
            self.clusters.insert(name.clone(), Cluster { arn, name: name.clone(), active: true, fields });
        }
        json!({ "cluster": self.cluster_shown(&self.clusters[&name], None) })
    }

    pub(super) fn describe_clusters(&self, input: Input) -> Answer {
        let default_cluster = [json!(DEFAULT)];
        let asked = if input.list("clusters").is_empty() { &default_cluster } else { input.list("clusters") };
        limits::check("clusters", asked, limits::CLUSTERS)?;
        let (mut clusters, mut failures) = (Vec::new(), Vec::new());
        for name in asked.iter().filter_map(Value::as_str) {
            match self.clusters.get(names::last(name)) {
                Some(cluster) => clusters.push(self.cluster_shown(cluster, Some(input))),
                None => failures.push(json!({ "arn": self.cluster_arn(name), "reason": "MISSING" })),
            }
        }
        Ok(json!({ "clusters": clusters, "failures": failures }))
    }

    pub(super) fn list_clusters(&self, input: Input) -> Answer {
        let active = self.clusters.values().filter(|cluster| cluster.active);
        let arns: Vec<Value> = active.map(|cluster| cluster.arn.clone().into()).collect();
        limits::page(input, "clusterArns", 100, &arns)
    }

    /// `UpdateCluster`, `UpdateClusterSettings` and `PutClusterCapacityProviders`: each replaces the fields it is given.
    pub(super) fn update_cluster(&mut self, input: Input) -> Answer {
        let name = self.cluster_name(input)?;
        let given = input.fields_without(&["cluster"]);
        if let Some(cluster) = self.clusters.get_mut(&name) {
            cluster.fields.extend(given);
        }
        Ok(json!({ "cluster": self.cluster_shown(&self.clusters[&name], None) }))
    }

    pub(super) fn delete_cluster(&mut self, input: Input) -> Answer {
        let name = self.cluster_name(input)?;
        self.refuse_to_delete(&name)?;
        if let Some(cluster) = self.clusters.get_mut(&name) {
            cluster.active = false;
        }
        Ok(json!({ "cluster": self.cluster_shown(&self.clusters[&name], None) }))
    }

    fn refuse_to_delete(&self, name: &str) -> Result<(), ApiError> {
        if self.services_in(name).any(Service::is_active) {
            let sentence = "The Cluster cannot be deleted while Services are active.";
            return Err(ApiError::client("ClusterContainsServicesException", sentence));
        }
        if self.tasks.in_cluster(name).any(Task::is_live) {
            let sentence = "The Cluster cannot be deleted while Tasks are active.";
            return Err(ApiError::client("ClusterContainsTasksException", sentence));
        }
        Ok(())
    }

    /// The name of the active cluster that the call means.
    pub(super) fn cluster_name(&self, input: Input) -> Result<String, ApiError> {
        let name = names::last(input.text("cluster").unwrap_or(DEFAULT));
        match self.clusters.get(name) {
            Some(cluster) if cluster.active => Ok(name.to_owned()),
            _ => Err(ApiError::client("ClusterNotFoundException", "Cluster not found.")),
        }
    }

    pub(super) fn cluster_arn(&self, name: &str) -> String {
        self.place.arn(&format!("cluster/{}", names::last(name)))
    }

    fn cluster_shown(&self, cluster: &Cluster, include: Option<Input>) -> Value {
        let mut shown = cluster.fields.clone();
        let asked = |what: &str| include.is_none_or(|input| input.includes(what));
        for (field, include) in [("settings", "SETTINGS"), ("configuration", "CONFIGURATIONS")] {
            if !asked(include) {
                shown.remove(field);
            }
        }
        shown.insert("clusterArn".into(), cluster.arn.clone().into());
        shown.insert("clusterName".into(), cluster.name.clone().into());
        shown.insert("status".into(), if cluster.active { "ACTIVE" } else { "INACTIVE" }.into());
        shown.extend(self.cluster_counts(&cluster.name));
        let tags = if asked("TAGS") { self.tags.of(&cluster.arn) } else { &[] };
        shown.insert("tags".into(), tags.into());
        shown.into()
    }

    fn cluster_counts(&self, name: &str) -> Fields {
        let tasks = || self.tasks.in_cluster(name);
        let count = |number: usize| Value::from(number);
        Fields::from_iter([
            ("registeredContainerInstancesCount".into(), count(0)),
            ("runningTasksCount".into(), count(tasks().filter(|task| task.is_running()).count())),
            ("pendingTasksCount".into(), count(tasks().filter(|task| task.is_pending()).count())),
            ("activeServicesCount".into(), count(self.services_in(name).filter(|s| s.is_active()).count())),
        ])
    }
}

fn with_defaults(mut fields: Fields) -> Fields {
    default(&mut fields, "settings", json!([{ "name": "containerInsights", "value": "disabled" }]));
    default(&mut fields, "capacityProviders", json!([]));
    default(&mut fields, "defaultCapacityProviderStrategy", json!([]));
    default(&mut fields, "statistics", json!([]));
    fields
}

/// What an operation on something inside a cluster needs, if the cluster is named twice, differently.
pub(super) fn same_cluster(cluster: &str, arn_or_name: &str) -> Result<(), ApiError> {
    match names::cluster_in(arn_or_name) {
        Some(other) if other != cluster => Err(invalid("Identifiers are for a different cluster.")),
        _ => Ok(()),
    }
}
