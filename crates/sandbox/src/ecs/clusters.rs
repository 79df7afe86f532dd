//! Clusters: their settings, configuration and capacity providers.
//!
//! A deleted cluster stays, INACTIVE, and may be created again under its name (API Reference, "`DeleteCluster`").

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::ecs::input::{Answer, Fields, Input, default};
use crate::ecs::model::cluster::Cluster;
use crate::ecs::model::service::Service;
use crate::ecs::model::task::Task;
use crate::ecs::state::{DEFAULT_CLUSTER, Ecs};
use crate::ecs::{limits, names};

pub(crate) fn create(ecs: &mut Ecs, input: Input) -> Value {
    let name = input.text("clusterName").unwrap_or(DEFAULT_CLUSTER).to_owned();
    // "CreateCluster" answers an active cluster of that name as it is.
    if !ecs.clusters.get(&name).is_some_and(|cluster| cluster.active) {
        let arn = ecs.location.arn(&format!("cluster/{name}"));
        ecs.tags.set(&arn, input.list("tags"));
        let fields = with_defaults(input.fields_without(&["clusterName", "tags"]));
        ecs.clusters.insert(name.clone(), Cluster { arn, name: name.clone(), active: true, fields });
    }
    json!({ "cluster": shown(ecs, &ecs.clusters[&name], None) })
}

pub(crate) fn describe(ecs: &Ecs, input: Input) -> Answer {
    let default_cluster = [json!(DEFAULT_CLUSTER)];
    let asked = if input.list("clusters").is_empty() { &default_cluster } else { input.list("clusters") };
    limits::check("clusters", asked, limits::CLUSTERS)?;
    let (mut clusters, mut failures) = (Vec::new(), Vec::new());
    for name in asked.iter().filter_map(Value::as_str) {
        match ecs.clusters.get(names::last(name)) {
            Some(cluster) => clusters.push(shown(ecs, cluster, Some(input))),
            None => failures.push(json!({ "arn": ecs.cluster_arn(name), "reason": "MISSING" })),
        }
    }
    Ok(json!({ "clusters": clusters, "failures": failures }))
}

pub(crate) fn list(ecs: &Ecs, input: Input) -> Answer {
    let active = ecs.clusters.values().filter(|cluster| cluster.active);
    let arns: Vec<Value> = active.map(|cluster| cluster.arn.clone().into()).collect();
    limits::page(input, "clusterArns", 100, &arns)
}

/// `UpdateCluster`, `UpdateClusterSettings` and `PutClusterCapacityProviders`: each replaces the fields it is given.
pub(crate) fn update(ecs: &mut Ecs, input: Input) -> Answer {
    let name = ecs.cluster_name(input)?;
    let given = input.fields_without(&["cluster"]);
    if let Some(cluster) = ecs.clusters.get_mut(&name) {
        cluster.fields.extend(given);
    }
    Ok(json!({ "cluster": shown(ecs, &ecs.clusters[&name], None) }))
}

pub(crate) fn delete(ecs: &mut Ecs, input: Input) -> Answer {
    let name = ecs.cluster_name(input)?;
    refuse_to_delete(ecs, &name)?;
    if let Some(cluster) = ecs.clusters.get_mut(&name) {
        cluster.active = false;
    }
    Ok(json!({ "cluster": shown(ecs, &ecs.clusters[&name], None) }))
}

fn refuse_to_delete(ecs: &Ecs, name: &str) -> Result<(), ApiError> {
    if ecs.services_in(name).any(Service::is_active) {
        let sentence = "The Cluster cannot be deleted while Services are active.";
        return Err(ApiError::client("ClusterContainsServicesException", sentence));
    }
    if ecs.tasks.in_cluster(name).any(Task::is_live) {
        let sentence = "The Cluster cannot be deleted while Tasks are active.";
        return Err(ApiError::client("ClusterContainsTasksException", sentence));
    }
    Ok(())
}

fn shown(ecs: &Ecs, cluster: &Cluster, include: Option<Input>) -> Value {
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
    shown.extend(counts(ecs, &cluster.name));
    let tags = if asked("TAGS") { ecs.tags.of(&cluster.arn) } else { &[] };
    shown.insert("tags".into(), tags.into());
    shown.into()
}

fn counts(ecs: &Ecs, name: &str) -> Fields {
    let tasks = || ecs.tasks.in_cluster(name);
    let count = |number: usize| Value::from(number);
    Fields::from_iter([
        ("registeredContainerInstancesCount".into(), count(0)),
        ("runningTasksCount".into(), count(tasks().filter(|task| task.is_running()).count())),
        ("pendingTasksCount".into(), count(tasks().filter(|task| task.is_pending()).count())),
        ("activeServicesCount".into(), count(ecs.services_in(name).filter(|s| s.is_active()).count())),
    ])
}

fn with_defaults(mut fields: Fields) -> Fields {
    default(&mut fields, "settings", json!([{ "name": "containerInsights", "value": "disabled" }]));
    default(&mut fields, "capacityProviders", json!([]));
    default(&mut fields, "defaultCapacityProviderStrategy", json!([]));
    default(&mut fields, "statistics", json!([]));
    fields
}
