//! A service that has everything that can fail.

use serde_json::{Value, json};

use super::application::{STATE, deployed, wait_until_steady};
use super::world::World;

const GROUP: &str = "/ecs/web";
const TARGET_GROUP: &str =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef";

/// A world in which the label `web` is a service `shop` that has a load balancer, a log group, a secret and a sidecar. The
/// fields of `changes` take the place of those of the service.
pub(crate) fn with_shop(changes: &Value) -> World {
    with_shop_in(deployed("1.0.0"), changes)
}

/// The same in a world in which services are deployed.
pub(crate) fn with_shop_in(world: World, changes: &Value) -> World {
    world.call_aws("logs", "CreateLogGroup", json!({ "logGroupName": GROUP }));
    let image = format!("{}/worker:1.0.0", world.sandbox.registry());
    let logs = json!({ "logDriver": "awslogs", "options": {
        "awslogs-group": GROUP, "awslogs-region": "us-east-1", "awslogs-stream-prefix": "shop",
    } });
    let secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";
    let definition = json!({ "family": "shop", "networkMode": "awsvpc", "taskRoleArn": "arn:aws:iam::123456789012:role/shop", "containerDefinitions": [
        {
            "name": "app", "image": image, "logConfiguration": logs, "portMappings": [{ "containerPort": 8080 }],
            "secrets": [{ "name": "DB", "valueFrom": secret }],
            "healthCheck": { "command": ["CMD", "true"] },
        },
        { "name": "proxy", "image": image, "essential": true, "logConfiguration": logs },
    ] });
    world.call_aws("ecs", "RegisterTaskDefinition", definition);
    let mut service = json!({
        "cluster": "main", "serviceName": "shop", "taskDefinition": "shop:1", "desiredCount": 1,
        "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-0"], "securityGroups": ["sg-0"] } },
        "loadBalancers": [{ "targetGroupArn": TARGET_GROUP, "containerName": "app", "containerPort": 8080 }],
        "deploymentConfiguration": { "deploymentCircuitBreaker": { "enable": true, "rollback": true } },
    });
    let mut later = json!({ "cluster": "main", "service": "shop" });
    for (name, value) in changes.as_object().unwrap() {
        // The first deployment would pause at its hooks, too.
        let input = if name == "deploymentConfiguration" { &mut later } else { &mut service };
        input[name] = value.clone();
    }
    world.call_aws("ecs", "CreateService", service);
    wait_until_steady(&world, &["shop"]);
    world.call_aws("ecs", "UpdateService", later);
    let state = world.read(STATE).replace("\"web\":\"web\"", "\"web\":\"shop\"");
    world.write(STATE, &state);
    world
}
