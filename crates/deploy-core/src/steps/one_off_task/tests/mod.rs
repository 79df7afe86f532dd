//! Tasks in the sandbox, whose clock goes on with each poll.

mod ends;
mod images;
mod starts;
mod stops;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sandbox::{Options, Pace, Sandbox};
use serde_json::{Value, json};

use super::task::{self, FargateRequest, OneOffTask};
use super::watch;
use crate::aws::Aws;
use crate::aws::ecs::run_task::RunTaskRequest;
use crate::aws::ecs::{Ecs, task_definition};
use crate::context::{Context, Interrupter};
use crate::event::EventKind;
use crate::project::{Project, ProjectPaths};
use crate::session::{Consent, Session};
use crate::test_support::{capture_events, sandbox};

/// A cluster with a family `job`, and all that was said.
struct World {
    sandbox: Sandbox,
    session: Session,
    interrupter: Interrupter,
    said: Arc<Mutex<Vec<EventKind>>>,
    _folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let sandbox = sandbox(Options { pace: Pace::Polls, ..Options::default() });
        sandbox.call("ecs", "CreateCluster", json!({ "clusterName": "main" })).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (events, said) = capture_events();
        let (interrupter, interrupt) = Interrupter::new();
        let project = Project::open(folder.path(), ProjectPaths::default()).unwrap();
        let session = Session::new(Context { events, interrupt }, project, Consent::Impossible, false);
        let world = Self { sandbox, session, interrupter, said, _folder: folder };
        world.define(&world.image("1"));
        world
    }

    fn image(&self, tag: &str) -> String {
        format!("{}/app:{tag}", self.sandbox.registry())
    }

    fn define(&self, image: &str) {
        let options =
            json!({ "awslogs-group": "jobs", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "job" });
        let container = json!({
            "name": "app", "image": image, "essential": true,
            "logConfiguration": { "logDriver": "awslogs", "options": options },
        });
        let definition = json!({
            "family": "job", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
            "cpu": "256", "memory": "512", "containerDefinitions": [container],
            "tags": [{ "key": "team", "value": "blue" }],
        });
        self.sandbox.call("ecs", "RegisterTaskDefinition", definition).unwrap();
    }

    fn rule(&self, rule: &str) {
        self.sandbox.ecs(|ecs| ecs.rule(rule.parse().unwrap()));
    }

    async fn job(&self, command: &[&str]) -> OneOffTask {
        let aws = Aws::at(&self.sandbox.endpoint());
        let ecs = Ecs::new(&aws);
        let definition = task_definition::describe(&ecs, "job").await.unwrap();
        let container = definition.container(None).unwrap();
        let request = RunTaskRequest {
            cluster: "main".to_owned(),
            container: container.name.clone(),
            command: command.iter().map(|&word| word.to_owned()).collect(),
            subnets: vec!["subnet-1".to_owned(), "subnet-2".to_owned()],
            security_groups: vec!["sg-1".to_owned()],
            started_by: "deploy/ann".to_owned(),
            ..RunTaskRequest::default()
        };
        OneOffTask { aws, ecs, definition, container, image: None, request }
    }

    async fn run(&self, job: &OneOffTask, request: FargateRequest) -> Result<i32, crate::Error> {
        let request = FargateRequest { every: Some(Duration::from_millis(2)), ..request };
        let task = task::start(&self.session, job).await?;
        watch::watch(&self.session, job, &task, &request).await
    }

    async fn run_command(&self, command: &[&str]) -> Result<i32, crate::Error> {
        let job = self.job(command).await;
        self.run(&job, FargateRequest::default()).await
    }

    fn lines(&self) -> Vec<String> {
        let line = |fact: &EventKind| match fact {
            EventKind::LogLine { line, .. } => Some(line.clone()),
            _ => None,
        };
        self.said.lock().unwrap().iter().filter_map(line).collect()
    }

    fn count(&self, operation: &str) -> usize {
        self.sandbox.calls().iter().filter(|call| call.operation == operation).count()
    }

    fn tasks(&self) -> Vec<Value> {
        let arns = self.sandbox.call("ecs", "ListTasks", json!({ "cluster": "main" })).unwrap();
        let arns = arns["taskArns"].clone();
        let answer = self.sandbox.call("ecs", "DescribeTasks", json!({ "cluster": "main", "tasks": arns }));
        answer.unwrap()["tasks"].as_array().unwrap().clone()
    }
}
