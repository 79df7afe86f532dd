//! Tasks in the sandbox, whose clock goes on with each poll.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sandbox::{Fault, Kind as Broken, Options, Pace, Sandbox};
use serde_json::{Value, json};

use super::{Fargate, Job, Ran, started_by};
use crate::aws::Aws;
use crate::context::{Context, Interrupter};
use crate::error::{Kind, Signal};
use crate::event::{Events, Fact};
use crate::image::Tag;
use crate::project::{Places, Project};
use crate::release::{Consent, Run};
use crate::tasks::{Request, Tasks};
use crate::workshop::sandbox;

/// A cluster with a family `job`, and all that was said.
struct World {
    sandbox: Sandbox,
    run: Run,
    interrupter: Interrupter,
    said: Arc<Mutex<Vec<Fact>>>,
    _folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let sandbox = sandbox(Options { pace: Pace::Polls, ..Options::default() });
        sandbox.call("ecs", "CreateCluster", json!({ "clusterName": "main" })).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let said: Arc<Mutex<Vec<Fact>>> = Arc::default();
        let hear = Arc::clone(&said);
        let events = Events::new(move |event| hear.lock().unwrap().push(event.fact.clone()));
        let (interrupter, interrupt) = Interrupter::new();
        let run = Run {
            context: Context { events, interrupt },
            project: Project::open(folder.path(), Places::default()).unwrap(),
            consent: Consent::Impossible,
            color: false,
        };
        let world = Self { sandbox, run, interrupter, said, _folder: folder };
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

    async fn job(&self, command: &[&str]) -> Job {
        let aws = Aws::at(&self.sandbox.endpoint());
        let tasks = Tasks::new(&aws);
        let definition = tasks.newest("job").await.unwrap();
        let container = definition.container(None).unwrap();
        let request = Request {
            cluster: "main".to_owned(),
            container: container.name.clone(),
            command: command.iter().map(|&word| word.to_owned()).collect(),
            subnets: vec!["subnet-1".to_owned(), "subnet-2".to_owned()],
            security_groups: vec!["sg-1".to_owned()],
            started_by: "deploy/ann".to_owned(),
            ..Request::default()
        };
        Job { aws, tasks, definition, container, image: None, request }
    }

    async fn run(&self, job: &Job, what: Fargate) -> Result<Ran, crate::Error> {
        let what = Fargate { every: Some(Duration::from_millis(2)), ..what };
        let task = self.run.start(job).await?;
        self.run.watch(job, &task, &what).await.map(|code| Ran { task, exit_code: Some(code) })
    }

    async fn run_command(&self, command: &[&str]) -> Result<i32, crate::Error> {
        let job = self.job(command).await;
        self.run(&job, Fargate::default()).await.map(|ran| ran.exit_code.unwrap())
    }

    fn lines(&self) -> Vec<String> {
        let line = |fact: &Fact| match fact {
            Fact::LogLine { line, .. } => Some(line.clone()),
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

#[tokio::test]
async fn the_exit_code_is_the_containers() {
    let world = World::new();
    assert_eq!(world.run_command(&["sh", "-c", "echo one; echo two; exit 3"]).await.unwrap(), 3);
    assert_eq!(world.lines(), ["one", "two"]);
    assert_eq!(world.run_command(&["true"]).await.unwrap(), 0);
    world.rule("on job end after 1s exit 137");
    assert_eq!(world.run_command(&["sleep", "60"]).await.unwrap(), 137);
}

#[tokio::test]
async fn a_thousand_lines_come_once_and_in_order_from_a_task_that_dies_at_once() {
    let world = World::new();
    let script: Vec<_> = (0..1000).map(|number| format!("echo {number}")).collect();
    world.run_command(&["sh", "-c", &script.join(";")]).await.unwrap();
    assert_eq!(world.lines(), (0..1000).map(|number| number.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_task_that_never_started_is_an_error_with_the_cause() {
    let world = World::new();
    world.rule("on job image missing");
    let error = world.run_command(&["true"]).await.unwrap_err();
    assert!(
        error.to_string().starts_with("the container `app` never started: CannotPullContainerError: "),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("--public-ip"));
}

#[tokio::test]
async fn what_ecs_answers_with_a_failure_is_an_error() {
    let world = World::new();
    world.rule("on job no capacity");
    let error = world.run_command(&["true"]).await.unwrap_err();
    assert!(error.to_string().contains("ECS did not start the task: "), "{error}");
}

#[tokio::test]
async fn the_task_gets_its_starter_its_size_and_its_command() {
    let world = World::new();
    let mut job = world.job(&["sleep", "900"]).await;
    (job.request.cpu, job.request.memory) = (Some(512), Some(2048));
    world.run.start(&job).await.unwrap();
    let call = &world.tasks()[0];
    assert_eq!(call["startedBy"], "deploy/ann");
    assert_eq!(call["overrides"]["cpu"], "512");
    assert_eq!(call["overrides"]["memory"], "2048");
    assert_eq!(call["overrides"]["containerOverrides"][0]["command"], json!(["sleep", "900"]));
}

#[tokio::test]
async fn another_tag_takes_a_revision_that_does_not_stay() {
    let world = World::new();
    let mut job = world.job(&["true"]).await;
    job.image = Some(world.image("2"));
    let started = world.run.start(&job).await.unwrap();
    let answer = world.sandbox.call("ecs", "DescribeTasks", json!({ "cluster": "main", "tasks": [started] }));
    let task = answer.unwrap()["tasks"][0].clone();
    assert_eq!(task["containers"][0]["image"], world.image("2"));
    assert!(task["taskDefinitionArn"].as_str().unwrap().ends_with("job:2"));
    assert_eq!(job.tasks.newest("job").await.unwrap().short(), "job:1");
    let describe = json!({ "taskDefinition": "job:2", "include": ["TAGS"] });
    let ours = world.sandbox.call("ecs", "DescribeTaskDefinition", describe.clone()).unwrap();
    let mut theirs = describe;
    theirs["taskDefinition"] = "job:1".into();
    let theirs = world.sandbox.call("ecs", "DescribeTaskDefinition", theirs).unwrap();
    assert_eq!(ours["tags"], theirs["tags"]);
    let kept = |answer: &Value| {
        let mut fields = answer["taskDefinition"].clone();
        fields["containerDefinitions"][0]["image"] = Value::Null;
        for field in ["taskDefinitionArn", "revision", "registeredAt", "status", "deregisteredAt"] {
            fields.as_object_mut().unwrap().remove(field);
        }
        fields
    };
    assert_eq!(kept(&ours), kept(&theirs), "nothing but the image differs");
}

#[tokio::test]
async fn a_tag_that_the_registry_lacks_is_refused() {
    let world = World::new();
    world.sandbox.call("ecr", "CreateRepository", json!({ "repositoryName": "app" })).unwrap();
    let aws = Aws::at(&world.sandbox.endpoint());
    let tag: Tag = "2".parse().unwrap();
    let error = world.run.image_with(&world.image("1"), &tag, &aws).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Usage);
    assert_eq!(error.to_string(), format!("the registry has no image `{}`", world.image("2")));
    assert_eq!(world.run.image_with(&world.image("2"), &tag, &aws).await.unwrap(), None, "it has it already");
}

#[tokio::test]
async fn a_lost_answer_does_not_run_the_task_twice() {
    let world = World::new();
    world.sandbox.fault(Fault::new("ecs:RunTask", Broken::Truncate).times(1));
    assert_eq!(world.run_command(&["true"]).await.unwrap(), 0);
    assert_eq!(world.count("RunTask"), 2);
    let stopped = json!({ "cluster": "main", "desiredStatus": "STOPPED" });
    let stopped = world.sandbox.call("ecs", "ListTasks", stopped).unwrap();
    assert_eq!(stopped["taskArns"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_interrupt_stops_the_task() {
    let world = World::new();
    let job = world.job(&["sleep", "900"]).await;
    world.interrupter.ask(Signal::Interrupt);
    let error = world.run(&job, Fargate::default()).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Interrupted(Signal::Interrupt));
    assert_eq!(world.count("StopTask"), 1);
    let running = world.sandbox.call("ecs", "ListTasks", json!({ "cluster": "main" })).unwrap();
    assert_eq!(running["taskArns"], json!([]));
}

#[tokio::test]
async fn a_task_that_takes_too_long_is_stopped() {
    let world = World::new();
    let job = world.job(&["sleep", "900"]).await;
    let what = Fargate { timeout: Some(Duration::from_millis(1)), ..Fargate::default() };
    let error = world.run(&job, what).await.unwrap_err();
    assert_eq!(error.kind(), Kind::TimedOut);
    assert_eq!(world.count("StopTask"), 1);
}

#[tokio::test]
async fn lines_that_may_not_be_read_are_a_warning() {
    let world = World::new();
    world.sandbox.fault(Fault::new("logs:GetLogEvents", Broken::Denied));
    assert_eq!(world.run_command(&["sh", "-c", "echo hidden; exit 4"]).await.unwrap(), 4);
    assert_eq!(world.count("GetLogEvents"), 1, "who may not read is not asked again");
    let said = world.said.lock().unwrap();
    assert!(said.iter().any(
        |fact| matches!(fact, Fact::Warned { message, .. } if message.contains("GetLogEvents: AccessDenied"))
    ));
}

#[test]
fn who_started_it_is_said_in_letters_that_ecs_takes() {
    assert_eq!(started_by(Some("ann.lee@example")), "deploy/ann-lee-example");
    assert_eq!(started_by(None), "deploy");
    assert!(started_by(Some(&"x".repeat(500))).len() <= 128);
}
