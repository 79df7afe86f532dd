//! Tasks in the sandbox, whose clock goes on with each look at one.

mod target_health;

use std::fmt::Write;

use sandbox::{Fault, Kind as Broken, Options, Pace, Sandbox};
use serde_json::{Value, json};

use super::client::Ecs;
use super::error::Error;
use super::run_task::{self, RunTaskRequest, TaskWatch};
use super::task::{self, Task, TaskContainer};
use super::task_definition;
use crate::aws::connection::Aws;
use crate::context::Context;
use crate::error::{Failure, Kind};
use crate::test_support::{hints_of, sandbox};

struct World {
    sandbox: Sandbox,
    ecs: Ecs,
}

impl World {
    /// The family `job` with the containers `app` and `proxy`.
    fn new() -> Self {
        let sandbox = sandbox(Options { pace: Pace::Polls, ..Options::default() });
        sandbox.call("ecs", "CreateCluster", json!({ "clusterName": "main" })).unwrap();
        let containers =
            ["app", "proxy"].map(|name| json!({ "name": name, "image": "registry.example/app:1" }));
        let definition = json!({
            "family": "job", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
            "cpu": "256", "memory": "512", "containerDefinitions": containers,
        });
        sandbox.call("ecs", "RegisterTaskDefinition", definition).unwrap();
        let ecs = Ecs::new(&Aws::at(&sandbox.endpoint()));
        Self { sandbox, ecs }
    }

    fn rule(&self, rule: &str) {
        self.sandbox.ecs(|ecs| ecs.rule(format!("on job {rule}").parse().unwrap()));
    }

    /// Starts a container with a command, and returns the task's ARN.
    async fn start(&self, container: &str, command: &str) -> Result<String, Error> {
        let request = RunTaskRequest {
            cluster: "main".to_owned(),
            task_definition: task_definition::describe(&self.ecs, "job").await?.arn().to_owned(),
            container: container.to_owned(),
            command: ["sh", "-c", command].map(str::to_owned).to_vec(),
            subnets: vec!["subnet-1".to_owned()],
            ..RunTaskRequest::default()
        };
        run_task::run(&self.ecs, &request).await
    }

    /// Looks at a task until it is over.
    async fn end(&self, arn: &str) -> Task {
        loop {
            let task = task::find(&self.ecs, "main", arn).await.unwrap().unwrap();
            if task.is_stopped() {
                return task;
            }
        }
    }

    async fn run(&self, container: &str, command: &str) -> Result<i32, Error> {
        let arn = self.start(container, command).await?;
        self.end(&arn).await.exit_code_of(container)
    }
}

/// All that keeps a task from starting, with what is said of it.
#[tokio::test]
async fn each_cause_of_a_task_that_never_started_is_told() {
    let mut told = String::new();
    for cause in [
        "no capacity",
        "quota reached",
        "role trust missing",
        "no addresses",
        "no route",
        "image missing",
        "pull denied",
        "secret missing",
        "secret denied",
        "parameter missing",
        "parameter denied",
        "log group missing",
    ] {
        let world = World::new();
        world.rule(cause);
        let error = world.run("app", "true").await.unwrap_err();
        assert_eq!(error.kind(), Kind::Failed, "{cause}");
        let hints = hints_of(&error);
        let hint = if hints.is_empty() { hints } else { format!("    hint: {hints}\n") };
        let error = crate::Error::from(error);
        write!(told, "{cause}\n    error: {error}\n{hint}").unwrap();
    }
    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn the_exit_code_is_that_of_the_container_that_was_asked_for() {
    let world = World::new();
    assert_eq!(world.run("app", "exit 3").await.unwrap(), 3);
    assert_eq!(world.run("proxy", "exit 4").await.unwrap(), 4);
    let arn = world.start("proxy", "exit 5").await.unwrap();
    let task = world.end(&arn).await;
    assert_eq!((task.exit_code_of("app").unwrap(), task.exit_code_of("proxy").unwrap()), (143, 5));
    assert_eq!(names(&task, "app"), ["proxy"], "it was told to stop because of the other one");
    assert!(names(&task, "proxy").is_empty());
}

fn names<'t>(task: &'t Task, container: &str) -> Vec<&'t str> {
    task.other_containers(container).into_iter().map(|one| one.name.as_str()).collect()
}

#[tokio::test]
async fn a_container_without_memory_says_so() {
    let world = World::new();
    world.rule("out of memory");
    let arn = world.start("app", "true").await.unwrap();
    let task = world.end(&arn).await;
    assert_eq!(task.exit_code_of("app").unwrap(), 137);
    assert!(task.cause().contains("container app: OutOfMemoryError"), "{}", task.cause());
    assert!(names(&task, "app").is_empty() && names(&task, "proxy") == ["app"]);
}

#[tokio::test]
async fn a_task_that_is_stopped_says_by_whom_and_blames_no_container() {
    let world = World::new();
    let arn = world.start("app", "sleep 900").await.unwrap();
    while !task::find(&world.ecs, "main", &arn).await.unwrap().unwrap().has_run() {}
    task::stop(&world.ecs, "main", &arn, "asked by ann").await.unwrap();
    let task = world.end(&arn).await;
    assert_eq!((task.exit_code_of("app").unwrap(), task.cause().as_str()), (143, "asked by ann"));
    assert!(names(&task, "app").is_empty());
    task::stop(&world.ecs, "main", &arn, "once more").await.unwrap();
    let error = task::stop(&world.ecs, "main", "no-such-task", "").await.unwrap_err();
    assert_eq!(error.to_string(), "could not stop the task no-such-task");
}

#[tokio::test]
async fn a_task_that_is_stopped_before_it_ran_never_started() {
    let world = World::new();
    let arn = world.start("app", "true").await.unwrap();
    task::stop(&world.ecs, "main", &arn, "asked by ann").await.unwrap();
    let error = world.end(&arn).await.exit_code_of("app").unwrap_err();
    assert_eq!(error.to_string(), "the container `app` never started: asked by ann");
}

/// What a watch sees, until it sees the task.
async fn polls_without_task(world: &World) -> Result<u32, Error> {
    let arn = world.start("app", "sleep 900").await?;
    let mut watch = TaskWatch::new(&world.ecs, "main", &arn, &Context::silent());
    let mut polls = 0;
    while watch.poll().await?.is_none() {
        polls += 1;
    }
    Ok(polls)
}

#[tokio::test]
async fn a_task_that_is_not_shown_at_once_is_waited_for_and_one_that_never_is_was_lost() {
    let world = World::new();
    world.rule("missing for 3 polls");
    assert_eq!(polls_without_task(&world).await.unwrap(), 3);
    world.rule("missing for 9 polls");
    let error = polls_without_task(&world).await.unwrap_err();
    assert!(matches!(error, Error::Lost { .. }), "{error}");
}

#[tokio::test]
async fn a_look_that_fails_is_made_again_where_that_may_help() {
    let world = World::new();
    world.sandbox.fault(Fault::new("ecs:DescribeTasks", Broken::Throttle).times(3));
    assert_eq!(polls_without_task(&world).await.unwrap(), 1);
    world.sandbox.fault(Fault::new("ecs:DescribeTasks", Broken::Denied));
    let error = polls_without_task(&world).await.unwrap_err();
    assert_eq!(error.to_string(), "could not read the status of the task");
}

/// A task of the containers `app`, `init` and `proxy`, as ECS describes it at its end.
fn stopped(code: &str, containers: &Value) -> Task {
    let containers = containers.as_object().unwrap().iter().map(|(name, exit)| {
        let exit = exit.as_i64().map(|exit| i32::try_from(exit).unwrap());
        let end =
            crate::event::StoppedContainer { name: name.clone(), exit_code: exit, ..Default::default() };
        TaskContainer { end, ..TaskContainer::default() }
    });
    Task { stop_code: Some(code.to_owned()), containers: containers.collect(), ..Task::default() }
}

#[test]
fn the_cause_is_in_the_containers_that_ended_by_themselves() {
    let exited = |containers: Value| stopped("EssentialContainerExited", &containers);
    assert_eq!(names(&exited(json!({ "app": 143, "init": 0, "proxy": 1 })), "app"), ["proxy"]);
    assert_eq!(names(&exited(json!({ "app": 137, "init": 143, "proxy": 0 })), "app"), ["proxy"]);
    assert!(names(&exited(json!({ "app": 0, "proxy": 2 })), "app").is_empty(), "it had done its work");
    assert!(names(&exited(json!({ "app": 3, "proxy": 2 })), "app").is_empty(), "it failed by itself");
    let never_started = stopped("TaskFailedToStart", &json!({ "app": null, "init": 2, "proxy": null }));
    assert_eq!(names(&never_started, "app"), ["init"], "on which the others depend");
    assert!(names(&stopped("UserInitiated", &json!({ "app": 143, "proxy": 1 })), "app").is_empty());
}
