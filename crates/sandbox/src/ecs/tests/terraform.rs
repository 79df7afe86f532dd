//! What Terraform's AWS provider asks for: fields come back as they were given, with AWS's defaults.

use serde_json::json;

use super::world::World;

#[test]
fn a_service_is_described_as_it_was_created() {
    let mut world = World::new();
    world.define("1.0.0");
    let given = json!({
        "healthCheckGracePeriodSeconds": 60,
        "enableExecuteCommand": true,
        "availabilityZoneRebalancing": "DISABLED",
        "propagateTags": "SERVICE",
        "enableECSManagedTags": true,
        "tags": [{ "key": "Project", "value": "demo" }],
        "platformVersion": "1.4.0",
    });
    world.create(given.clone());
    let asked = json!({ "cluster": "main", "services": ["web"], "include": ["TAGS"] });
    let service = world.call("DescribeServices", asked)["services"][0].clone();
    for (field, value) in given.as_object().unwrap() {
        assert_eq!(&service[field], value, "{field}");
    }
    assert_eq!(service["deploymentConfiguration"]["maximumPercent"], 200);
    assert_eq!(service["deploymentConfiguration"]["minimumHealthyPercent"], 100);
}

#[test]
fn a_capacity_provider_strategy_has_no_launch_type() {
    let mut world = World::new();
    world.define("1.0.0");
    let strategy = json!([{ "capacityProvider": "FARGATE_SPOT", "weight": 1, "base": 0 }]);
    world.create(json!({ "capacityProviderStrategy": strategy, "launchType": null }));
    let service = world.service();
    assert_eq!(service["capacityProviderStrategy"], strategy);
    assert_eq!(service.get("launchType"), None);
    assert_eq!(service["platformVersion"], "LATEST");
    assert_eq!(service["deployments"][0]["platformVersion"], "1.4.0");
    world.wait(100);
    let task = world.tasks(json!({ "serviceName": "web" }))[0].clone();
    assert_eq!(task["capacityProviderName"], "FARGATE_SPOT");
    assert_eq!(task["launchType"], "FARGATE");
}

#[test]
fn a_task_definition_comes_back_with_defaults() {
    let mut world = World::new();
    world.define("1.0.0");
    let answer =
        world.call("DescribeTaskDefinition", json!({ "taskDefinition": "web:1", "include": ["TAGS"] }));
    insta::assert_json_snapshot!(answer);
}

#[test]
fn a_deregistered_revision_is_inactive_and_runs_nothing_new() {
    let mut world = World::with_service(json!({}));
    let arn = world.define("1.0.1");
    world.call("DeregisterTaskDefinition", json!({ "taskDefinition": arn }));
    let described = world.call("DescribeTaskDefinition", json!({ "taskDefinition": "web:2" }));
    assert_eq!(described["taskDefinition"]["status"], "INACTIVE");
    let update = json!({ "cluster": "main", "service": "web", "taskDefinition": "web:2" });
    insta::assert_snapshot!(world.ask("UpdateService", update).unwrap_err(), @"ClientException: TaskDefinition is inactive");
    let listed = world.call("ListTaskDefinitions", json!({ "familyPrefix": "web", "sort": "DESC" }));
    assert_eq!(listed["taskDefinitionArns"].as_array().unwrap().len(), 1);
}

#[test]
fn a_service_is_deleted_after_its_tasks_have_stopped() {
    let mut world = World::with_service(json!({}));
    let delete = json!({ "cluster": "main", "service": "web" });
    insta::assert_snapshot!(world.ask("DeleteService", delete.clone()).unwrap_err(), @"InvalidParameterException: The service cannot be stopped while it is scaled above 0.");
    world.update(json!({ "desiredCount": 0 }));
    assert_eq!(world.call("DeleteService", delete)["service"]["status"], "DRAINING");
    world.wait(1000);
    assert_eq!(world.service()["status"], "INACTIVE");
    assert_eq!(world.call("ListServices", json!({ "cluster": "main" }))["serviceArns"], json!([]));
    world.create(json!({}));
    assert_eq!(world.service()["status"], "ACTIVE");
}

#[test]
fn a_cluster_is_deleted_once_it_is_empty() {
    let mut world = World::with_service(json!({}));
    let delete = json!({ "cluster": "main" });
    insta::assert_snapshot!(world.ask("DeleteCluster", delete.clone()).unwrap_err(), @"ClusterContainsServicesException: The Cluster cannot be deleted while Services are active.");
    world.call("DeleteService", json!({ "cluster": "main", "service": "web", "force": true }));
    world.wait(1000);
    assert_eq!(world.call("DeleteCluster", delete.clone())["cluster"]["status"], "INACTIVE");
    insta::assert_snapshot!(world.ask("DeleteCluster", delete).unwrap_err(), @"ClusterNotFoundException: Cluster not found.");
    let described = world.call("DescribeClusters", json!({ "clusters": ["main", "other"] }));
    assert_eq!(described["clusters"][0]["status"], "INACTIVE");
    assert_eq!(described["failures"][0]["reason"], "MISSING");
}

#[test]
fn tags_are_set_and_unset() {
    let mut world = World::with_service(json!({}));
    let arn = world.service()["serviceArn"].clone();
    world.call(
        "TagResource",
        json!({ "resourceArn": arn, "tags": [{ "key": "a", "value": "1" }, { "key": "b", "value": "2" }] }),
    );
    world.call("TagResource", json!({ "resourceArn": arn, "tags": [{ "key": "a", "value": "3" }] }));
    world.call("UntagResource", json!({ "resourceArn": arn, "tagKeys": ["b"] }));
    let tags = world.call("ListTagsForResource", json!({ "resourceArn": arn }))["tags"].clone();
    assert_eq!(tags, json!([{ "key": "a", "value": "3" }]));
}

#[test]
fn account_settings_and_capacity_providers_have_defaults() {
    let mut world = World::new();
    world.call("PutAccountSettingDefault", json!({ "name": "containerInsights", "value": "enabled" }));
    let set = world.call("ListAccountSettings", json!({}));
    assert_eq!(set["settings"].as_array().unwrap().len(), 1);
    let effective = json!({ "effectiveSettings": true, "name": "taskLongArnFormat" });
    assert_eq!(world.call("ListAccountSettings", effective)["settings"][0]["value"], "enabled");
    let providers = json!({ "capacityProviders": ["FARGATE", "mine"] });
    let providers = world.call("DescribeCapacityProviders", providers);
    assert_eq!(providers["capacityProviders"][0]["status"], "ACTIVE");
    assert_eq!(providers["failures"][0]["reason"], "MISSING");
}

#[test]
fn an_operation_without_a_model_is_refused_by_name() {
    let mut world = World::new();
    let refused = world.ask("CreateDaemon", json!({})).unwrap_err();
    assert_eq!(refused.status, 501);
    insta::assert_snapshot!(refused, @"NotImplemented: the sandbox does not implement `ecs` `CreateDaemon`");
}
