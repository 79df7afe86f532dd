//! `deploy fargate`: one task beside the services, with its log lines and its container's exit code.
//!
//! What a reader would get wrong: a tag that the task definition does not have takes a revision of our own, which is
//! made inactive as soon as the task has been started. So the family's newest active revision stays Terraform's, and
//! the next task runs what Terraform applied.

mod culprits;
mod image;
#[cfg(test)]
mod tests;
mod watch;

use std::time::Duration;

use crate::aws::Aws;
use crate::event::{Fact, Step};
use crate::image::Tag;
use crate::project::Environment;
use crate::tasks::{Container, Definition, Request, Tasks};
use crate::terraform::Outputs;

use super::Run;
use super::ready::{Intent, aws_settings};

const COMMAND: &str = "fargate";

/// What to run, where, and whether to wait for it.
#[derive(Clone, Debug, Default)]
pub struct Fargate {
    /// The tag of the container's image; none takes what the task definition has.
    pub tag: Option<Tag>,
    /// The container; needed where the task definition has several.
    pub container: Option<String>,
    /// The command; none leaves the definition's own.
    pub command: Vec<String>,
    /// The task's CPU units.
    pub cpu: Option<u32>,
    /// The task's memory in MiB.
    pub memory: Option<u32>,
    /// Subnets instead of those of the output `subnet_ids`.
    pub subnets: Vec<String>,
    /// Security groups instead of that of the output `security_group`.
    pub security_groups: Vec<String>,
    /// Whether the task gets a public address.
    pub public_ip: bool,
    /// Only start it.
    pub detach: bool,
    /// How long it may take, from its start; it is stopped then.
    pub timeout: Option<Duration>,
    /// How often to look.
    pub every: Option<Duration>,
    /// The user's name, which ECS keeps with the task.
    pub user: Option<String>,
}

/// A task that was run.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Its ARN.
    pub task: String,
    /// Its container's exit code; none if it was not waited for.
    pub exit_code: Option<i32>,
}

/// A task that can be run.
struct Job {
    aws: Aws,
    tasks: Tasks,
    definition: Definition,
    container: Container,
    /// The image that the definition does not have.
    image: Option<String>,
    request: Request,
}

impl Run {
    /// Runs a one-off task. Whatever can be made sure of is made sure of before.
    pub async fn fargate(&self, environment: &Environment, what: Fargate) -> Result<Ran, crate::Error> {
        self.choose(environment);
        let job = self.job(environment, &what).await?;
        let about = match &job.image {
            Some(image) => format!("{} with {image}", job.definition.short()),
            None => job.definition.short(),
        };
        self.step(Step::Task, about, async {
            let task = self.start(&job).await?;
            let exit_code = if what.detach { None } else { Some(self.watch(&job, &task, &what).await?) };
            Ok::<_, crate::Error>(Ran { task, exit_code })
        })
        .await
    }

    async fn job(&self, environment: &Environment, what: &Fargate) -> Result<Job, crate::Error> {
        let ready = self.ready(environment, Intent::Read).await?;
        let outputs = ready.terraform.outputs(ready.aws.as_ref()).await?;
        let family = outputs.get_string("job_task_definition_family", COMMAND)?;
        let mut request = request(&outputs, what)?;
        let aws = match ready.aws {
            Some(aws) => aws,
            None => Aws::connect(&aws_settings(environment)).await?,
        };
        let tasks = Tasks::new(&aws);
        let definition = tasks.newest(&family).await?;
        let container = definition.container(what.container.as_deref())?;
        request.container.clone_from(&container.name);
        let image = match &what.tag {
            Some(tag) => self.image_with(&container.image, tag, &aws).await?,
            None => None,
        };
        Ok(Job { aws, tasks, definition, container, image, request })
    }

    async fn start(&self, job: &Job) -> Result<String, crate::Error> {
        let ours = match &job.image {
            Some(image) => Some(job.tasks.register(&job.definition, &job.container.name, image).await?),
            None => None,
        };
        let definition = ours.as_ref().unwrap_or(&job.definition);
        let request = Request { task_definition: definition.arn().to_owned(), ..job.request.clone() };
        let started = job.tasks.run(&request).await;
        if let Some(ours) = &ours {
            self.put_away(&job.tasks, ours).await;
        }
        let task = started?;
        self.context.events.say(Fact::TaskStarted {
            task: task.clone(),
            task_definition: definition.short(),
            container: job.container.name.clone(),
        });
        Ok(task)
    }

    /// That it fails does not change what became of the task.
    async fn put_away(&self, tasks: &Tasks, ours: &Definition) {
        if let Err(error) = tasks.deregister(ours).await {
            let hint = format!("it is the newest of its family now: deregister {} by hand", ours.short());
            self.context.events.warn(crate::Error::from(error).to_string(), Some(hint));
        }
    }
}

/// Where the task runs: as the outputs say, unless the user says something else.
fn request(outputs: &Outputs, what: &Fargate) -> Result<Request, crate::Error> {
    let subnets = match what.subnets.as_slice() {
        [] => outputs.get_strings("subnet_ids", COMMAND)?,
        given => given.to_vec(),
    };
    let security_groups = match what.security_groups.as_slice() {
        [] => vec![outputs.get_string("security_group", COMMAND)?],
        given => given.to_vec(),
    };
    Ok(Request {
        cluster: outputs.get_string("cluster_name", COMMAND)?,
        command: what.command.clone(),
        cpu: what.cpu,
        memory: what.memory,
        subnets,
        security_groups,
        public_ip: what.public_ip,
        started_by: started_by(what.user.as_deref()),
        ..Request::default()
    })
}

/// `deploy/USER`, in the letters that ECS takes
/// (<https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>).
fn started_by(user: Option<&str>) -> String {
    let is_taken = |letter: char| letter.is_ascii_alphanumeric() || "-_/".contains(letter);
    let user = user.unwrap_or_default().chars().map(|letter| if is_taken(letter) { letter } else { '-' });
    let user: String = user.take(100).collect();
    if user.is_empty() { "deploy".to_owned() } else { format!("deploy/{user}") }
}
