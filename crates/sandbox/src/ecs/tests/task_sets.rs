//! Services whose deployments ECS does not control: `CODE_DEPLOY` and EXTERNAL.

use serde_json::{Value, json};

use super::world::{World, merge};
use crate::ecs::target_health;

/// With a service of two tasks under this controller.
fn world(controller: &str, more: Value) -> World {
    let mut world = World::new();
    world.define("1.0.0");
    let mut input = json!({
        "desiredCount": 2,
        "deploymentController": { "type": controller },
        "deploymentConfiguration": {},
    });
    merge(&mut input, more);
    world.create(input);
    world.wait(1000);
    world
}

fn external() -> World {
    world("EXTERNAL", json!({ "taskDefinition": null }))
}

impl World {
    fn of_web(&mut self, operation: &str, more: Value) -> Value {
        let mut input = json!({ "cluster": "main", "service": "web" });
        merge(&mut input, more);
        self.call(operation, input)["taskSet"].clone()
    }

    fn refused(&mut self, operation: &str, more: Value) -> String {
        let mut input = json!({ "cluster": "main", "service": "web" });
        merge(&mut input, more);
        self.ask(operation, input).unwrap_err().to_string()
    }

    /// `PRIMARY web:1 2/2 +0 STEADY_STATE`, of each task set.
    fn sets(&mut self) -> String {
        let service = self.service();
        let one = |set: &Value| {
            let definition = set["taskDefinition"].as_str().unwrap().rsplit('/').next().unwrap();
            let counts =
                format!("{}/{} +{}", set["runningCount"], set["computedDesiredCount"], set["pendingCount"]);
            let text = |field: &str| set[field].as_str().unwrap().to_owned();
            format!("{} {definition} {counts} {}", text("status"), text("stabilityStatus"))
        };
        let sets: Vec<String> = service["taskSets"].as_array().unwrap().iter().map(one).collect();
        sets.join(" | ")
    }
}

#[test]
fn a_service_under_code_deploy_has_a_task_set_and_no_deployment() {
    let mut world = world("CODE_DEPLOY", json!({}));
    let service = world.service();
    assert_eq!(service["deployments"], json!([]));
    assert_eq!(service["runningCount"], 2);
    assert_eq!(service.get("currentServiceDeployment"), None);
    assert_eq!(service["taskSets"][0]["startedBy"], "CODE_DEPLOY");
    insta::assert_snapshot!(world.sets(), @"PRIMARY web:1 2/2 +0 STEADY_STATE");
    let listed = world.call("ListServiceDeployments", json!({ "cluster": "main", "service": "web" }));
    assert_eq!(listed["serviceDeployments"], json!([]));
}

#[test]
fn code_deploy_alone_deploys() {
    let mut world = world("CODE_DEPLOY", json!({}));
    insta::assert_snapshot!(world.refused("UpdateService", json!({ "taskDefinition": "web:1" })), @"InvalidParameterException: Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.");
    insta::assert_snapshot!(world.refused("UpdateService", json!({ "forceNewDeployment": true })), @"InvalidParameterException: Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.");
    insta::assert_snapshot!(world.refused("UpdateService", json!({ "networkConfiguration": {} })), @"InvalidParameterException: Unable to update network parameters on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.");
    let update = json!({ "cluster": "main", "service": "web", "desiredCount": 3 });
    world.call("UpdateService", update);
    world.wait(1000);
    assert_eq!(world.service()["runningCount"], 3);
}

#[test]
fn an_external_service_runs_what_its_task_sets_say() {
    let mut world = external();
    assert_eq!(world.service()["taskSets"], json!([]));
    assert_eq!(world.service().get("taskDefinition"), None);
    let more = json!({ "taskDefinition": "web:1", "externalId": "blue", "launchType": "FARGATE",
        "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1"] } },
        "scale": { "value": 100, "unit": "PERCENT" } });
    let blue = world.of_web("CreateTaskSet", more.clone());
    world.of_web("UpdateServicePrimaryTaskSet", json!({ "primaryTaskSet": blue["id"] }));
    insta::assert_snapshot!(world.sets(), @"PRIMARY web:1 0/2 +0 STABILIZING");
    world.wait(1000);
    insta::assert_snapshot!(world.sets(), @"PRIMARY web:1 2/2 +0 STEADY_STATE");
    world.define("1.0.1");
    let mut more = more;
    merge(&mut more, json!({ "taskDefinition": "web:2", "externalId": "green", "scale": { "value": 25 } }));
    let green = world.of_web("CreateTaskSet", more);
    world.wait(1000);
    insta::assert_snapshot!(world.sets(), @"PRIMARY web:1 2/2 +0 STEADY_STATE | ACTIVE web:2 1/1 +0 STEADY_STATE");
    world.of_web("UpdateTaskSet", json!({ "taskSet": green["id"], "scale": { "value": 100 } }));
    world.of_web("UpdateServicePrimaryTaskSet", json!({ "primaryTaskSet": green["taskSetArn"] }));
    insta::assert_snapshot!(world.refused("DeleteTaskSet", json!({ "taskSet": blue["id"] })), @"InvalidParameterException: The task set cannot be deleted while it is scaled above 0.");
    world.of_web("DeleteTaskSet", json!({ "taskSet": blue["id"], "force": true }));
    insta::assert_snapshot!(world.sets(), @"DRAINING web:1 2/0 +0 STABILIZING | PRIMARY web:2 1/2 +0 STABILIZING");
    world.wait(1000);
    insta::assert_snapshot!(world.sets(), @"PRIMARY web:2 2/2 +0 STEADY_STATE");
    let described = world
        .call("DescribeTaskSets", json!({ "cluster": "main", "service": "web", "taskSets": [blue["id"]] }));
    assert_eq!(described["failures"][0]["reason"], "MISSING");
    insta::assert_snapshot!(world.events(), @"
    (service web, taskSet ecs-svc/ID) has started 2 tasks: (task TASK) (task TASK).
    (service web) has reached a steady state.
    (service web, taskSet ecs-svc/ID) has started 1 tasks: (task TASK).
    (service web) has reached a steady state.
    (service web, taskSet ecs-svc/ID) has stopped 2 running tasks: (task TASK) (task TASK).
    (service web, taskSet ecs-svc/ID) has started 1 tasks: (task TASK).
    (service web) has reached a steady state.
    ");
}

#[test]
fn a_target_group_has_the_tasks_of_its_task_set() {
    let mut world = external();
    let set = |group: &str| {
        let balancers = json!([{ "targetGroupArn": group, "containerName": "app", "containerPort": 80 }]);
        json!({ "taskDefinition": "web:1", "scale": { "value": 100 }, "loadBalancers": balancers,
            "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1"] } } })
    };
    world.of_web("CreateTaskSet", set("blue"));
    let mut green = set("green");
    green["scale"]["value"] = 50.into();
    world.of_web("CreateTaskSet", green);
    world.wait(1000);
    let count = |group: &str| target_health::of_group(&world.ecs, group).map(|targets| targets.len());
    assert_eq!([count("blue"), count("green"), count("red")], [Some(2), Some(1), None]);
}

#[test]
fn an_external_service_is_deleted_with_its_task_sets() {
    let mut world = external();
    let set = json!({ "taskDefinition": "web:1", "scale": { "value": 100 } });
    world.of_web("CreateTaskSet", set);
    world.wait(1000);
    assert_eq!(world.service()["runningCount"], 2);
    world.call("DeleteService", json!({ "cluster": "main", "service": "web", "force": true }));
    world.wait(1000);
    assert_eq!(world.service()["status"], "INACTIVE");
}

#[test]
fn each_controller_refuses_what_belongs_to_another() {
    let mut world = World::with_service(json!({}));
    insta::assert_snapshot!(world.refused("CreateTaskSet", json!({ "taskDefinition": "web" })), @"InvalidParameterException: Task sets cannot be created for services with the ECS deployment controller.");
    let change = json!({ "deploymentController": { "type": "CODE_DEPLOY" } });
    insta::assert_snapshot!(world.refused("UpdateService", change), @"NotImplemented: the sandbox does not implement `ecs` `UpdateService deploymentController`");
    let breaker = json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": true } });
    let create = json!({ "serviceName": "api", "cluster": "main", "deploymentConfiguration": breaker,
        "deploymentController": { "type": "EXTERNAL" } });
    insta::assert_snapshot!(world.ask("CreateService", create).unwrap_err(), @"InvalidParameterException: deploymentCircuitBreaker can only be specified for services with the ECS deployment controller.");
}
