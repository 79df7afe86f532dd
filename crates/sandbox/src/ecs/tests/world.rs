//! A model with a cluster in it, and a clock that the test moves.

#![expect(clippy::needless_pass_by_value, reason = "tests write their JSON where it is used")]

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Value, json};

use crate::api::{ApiError, Moment};
use crate::ecs::{Ecs, Rule, calls, time};

/// One step, so that times in snapshots are easy to read.
pub(super) const STEP: Duration = Duration::from_millis(100);

pub(super) struct World {
    pub(super) ecs: Ecs,
    pub(super) now: Moment,
}

impl World {
    pub(super) fn new() -> Self {
        let mut ecs = Ecs::new("123456789012", "us-east-1");
        ecs.set_step(STEP);
        let mut world = Self { ecs, now: Moment(1_000_000_000_000) };
        world.call("CreateCluster", json!({ "clusterName": "main" }));
        world
    }

    /// With a service `web` that has been deployed.
    pub(super) fn with_service(more: Value) -> Self {
        let mut world = Self::new();
        world.define("1.0.0");
        world.create(more);
        world.wait(2000);
        world
    }

    pub(super) fn rule(&mut self, text: &str) {
        self.ecs.rule(text.parse::<Rule>().unwrap());
    }

    pub(super) fn call(&mut self, operation: &str, input: Value) -> Value {
        self.ask(operation, input).unwrap()
    }

    pub(super) fn ask(&mut self, operation: &str, input: Value) -> Result<Value, ApiError> {
        calls::call(&mut self.ecs, operation, &input, self.now)
    }

    pub(super) fn wait(&mut self, millis: u64) {
        self.now = self.now.plus(Duration::from_millis(millis));
        time::advance(&mut self.ecs, self.now);
    }

    /// Registers a revision of `web` with this tag.
    pub(super) fn define(&mut self, tag: &str) -> String {
        let answer = self.call("RegisterTaskDefinition", definition(tag));
        answer["taskDefinition"]["taskDefinitionArn"].as_str().unwrap().to_owned()
    }

    pub(super) fn create(&mut self, more: Value) -> Value {
        let mut input = json!({
            "cluster": "main",
            "serviceName": "web",
            "taskDefinition": "web",
            "desiredCount": 1,
            "launchType": "FARGATE",
            "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-1"] } },
            "deploymentConfiguration": { "deploymentCircuitBreaker": { "enable": true, "rollback": true } },
        });
        merge(&mut input, more);
        self.call("CreateService", input)
    }

    /// Changes the service `web`; answers the id of its PRIMARY deployment.
    pub(super) fn update(&mut self, more: Value) -> String {
        let mut input = json!({ "cluster": "main", "service": "web" });
        merge(&mut input, more);
        let answer = self.call("UpdateService", input);
        answer["service"]["deployments"][0]["id"].as_str().unwrap().to_owned()
    }

    /// Puts another tag on the service.
    pub(super) fn deploy(&mut self, tag: &str) -> String {
        self.define(tag);
        self.update(json!({ "taskDefinition": "web" }))
    }

    pub(super) fn service(&mut self) -> Value {
        let answer = self.call("DescribeServices", json!({ "cluster": "main", "services": ["web"] }));
        answer["services"][0].clone()
    }

    /// The current service deployment.
    pub(super) fn rollout(&mut self) -> Value {
        let arn = self.service()["currentServiceDeployment"].clone();
        self.service_deployment(&arn)
    }

    pub(super) fn service_deployment(&mut self, arn: &Value) -> Value {
        let shown = self.call("DescribeServiceDeployments", json!({ "serviceDeploymentArns": [arn] }));
        shown["serviceDeployments"][0].clone()
    }

    /// What polls show from now on: a line whenever something is different.
    pub(super) fn history(&mut self, millis: u64) -> String {
        let (start, mut shown_lines, mut last) = (self.now, String::new(), String::new());
        while self.now.since(start) < Duration::from_millis(millis) {
            let shown = deployments(&self.service());
            if shown != last {
                writeln!(shown_lines, "{:>4} {shown}", self.now.since(start).as_millis()).unwrap();
            }
            last = shown;
            self.wait(5);
        }
        shown_lines
    }

    pub(super) fn events(&mut self) -> String {
        let service = self.service();
        let events = service["events"].as_array().unwrap().iter().rev();
        let messages = events.map(|event| event["message"].as_str().unwrap().to_owned());
        shorten(&messages.collect::<Vec<_>>().join("\n"))
    }

    /// The tasks that `ListTasks` gives, described.
    pub(super) fn tasks(&mut self, filter: Value) -> Vec<Value> {
        let mut input = json!({ "cluster": "main" });
        merge(&mut input, filter);
        let arns = self.call("ListTasks", input)["taskArns"].clone();
        if arns == json!([]) {
            return Vec::new();
        }
        self.call("DescribeTasks", json!({ "cluster": "main", "tasks": arns }))["tasks"]
            .as_array()
            .unwrap()
            .clone()
    }
}

pub(super) fn definition(tag: &str) -> Value {
    json!({
        "family": "web",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{
            "name": "app",
            "image": format!("123456789012.dkr.ecr.us-east-1.amazonaws.com/app:{tag}"),
            "portMappings": [{ "containerPort": 80 }],
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": { "awslogs-group": "/ecs/web", "awslogs-stream-prefix": "web", "awslogs-region": "us-east-1" },
            },
        }],
    })
}

pub(super) fn merge(into: &mut Value, more: Value) {
    let more = more.as_object().into_iter().flatten();
    more.for_each(|(field, value)| into[field] = value.clone());
}

/// `PRIMARY web:2 1/1 +0 IN_PROGRESS | ACTIVE web:1 …`: running/desired, +pending, failed tasks.
pub(super) fn deployments(service: &Value) -> String {
    let one = |d: &Value| {
        let definition = d["taskDefinition"].as_str().unwrap().rsplit('/').next().unwrap();
        let counts = format!("{}/{} +{}", d["runningCount"], d["desiredCount"], d["pendingCount"]);
        let failed =
            if d["failedTasks"] == 0 { String::new() } else { format!(" failed {}", d["failedTasks"]) };
        let (status, state) = (d["status"].as_str().unwrap(), d["rolloutState"].as_str().unwrap());
        format!("{status} {definition} {counts} {state}{failed}")
    };
    let shown: Vec<String> = service["deployments"].as_array().unwrap().iter().map(one).collect();
    shown.join(" | ")
}

/// Ids are long and say nothing.
pub(super) fn shorten(text: &str) -> String {
    let tasks = regex::Regex::new("[0-9a-f]{32}").unwrap().replace_all(text, "TASK").into_owned();
    regex::Regex::new("ecs-svc/[0-9]{19}").unwrap().replace_all(&tasks, "ecs-svc/ID").into_owned()
}
