//! Finding what a one-off task takes, and starting it.
//!
//! What a reader would get wrong: a tag that the task definition does not have takes a revision of our own, which is
//! deregistered as soon as the task has been started. So the family's newest active revision stays Terraform's, and
//! the next task runs what Terraform applied.

use std::time::Duration;

use super::image;
use crate::aws::Aws;
use crate::aws::ecs::run_task::{self, RunTaskRequest};
use crate::aws::ecs::task_definition::{self, Container};
use crate::aws::ecs::{Cluster, Ecs, TaskDefinition};
use crate::error::Error;
use crate::event::EventKind;
use crate::session::Session;
use crate::steps::environment::Environment;
use crate::steps::services;
use crate::terraform::Outputs;
use crate::types::Tag;

/// The command that needs the outputs.
const COMMAND: &str = "fargate";

/// What to run, where, and whether to wait for it.
#[derive(Clone, Debug, Default)]
pub struct FargateRequest {
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
    /// How long to wait between two polls.
    pub every: Option<Duration>,
    /// The user's name, which ECS keeps with the task.
    pub user: Option<String>,
}

/// A task that can be run.
pub(crate) struct OneOffTask {
    pub(crate) aws: Aws,
    pub(crate) ecs: Ecs,
    pub(crate) definition: TaskDefinition,
    pub(crate) container: Container,
    /// The image that the definition does not have.
    pub(crate) image: Option<String>,
    pub(crate) request: RunTaskRequest,
}

impl OneOffTask {
    /// What it runs, for people.
    pub(crate) fn about(&self) -> String {
        let definition = self.definition.short();
        self.image.as_ref().map_or_else(|| definition.clone(), |image| format!("{definition} with {image}"))
    }
}

/// Finds what the task takes. Nothing is changed.
pub(crate) async fn find(
    session: &Session,
    environment: &Environment,
    request: &FargateRequest,
) -> Result<OneOffTask, Error> {
    let (outputs, cluster) = services::outputs(environment, COMMAND).await?;
    let family = outputs.get_string("job_task_definition_family", COMMAND)?;
    let mut run = run_task_request(&outputs, &cluster, request)?;
    let aws = cluster.aws(environment.aws().await?);
    let ecs = Ecs::new(&aws);
    let definition = task_definition::describe(&ecs, &family).await?;
    let container = definition.container(request.container.as_deref())?;
    run.container.clone_from(&container.name);
    let image = match &request.tag {
        Some(tag) => image::with_tag(session, &container.image, tag, &aws).await?,
        None => None,
    };
    Ok(OneOffTask { aws, ecs, definition, container, image, request: run })
}

/// Starts the task, and returns its ARN.
pub(crate) async fn start(session: &Session, job: &OneOffTask) -> Result<String, Error> {
    let ours = match &job.image {
        Some(image) => {
            let container = &job.container.name;
            Some(task_definition::register_with_image(&job.ecs, &job.definition, container, image).await?)
        }
        None => None,
    };
    let definition = ours.as_ref().unwrap_or(&job.definition);
    let request = RunTaskRequest { task_definition: definition.arn().to_owned(), ..job.request.clone() };
    let started = run_task::run(&job.ecs, &request).await;
    if let Some(ours) = &ours {
        deregister(session, &job.ecs, ours).await;
    }
    let task = started?;
    session.emit(EventKind::TaskStarted {
        task: task.clone(),
        task_definition: definition.short(),
        container: job.container.name.clone(),
    });
    Ok(task)
}

/// That it fails does not change what became of the task.
async fn deregister(session: &Session, ecs: &Ecs, ours: &TaskDefinition) {
    if let Err(error) = task_definition::deregister(ecs, ours).await {
        let hint = format!("it is the newest of its family now: deregister {} by hand", ours.short());
        session.context.events.warn(crate::Error::from(error).to_string(), Some(hint));
    }
}

/// Where the task runs: as the outputs say, unless the user says something else.
fn run_task_request(
    outputs: &Outputs,
    cluster: &Cluster,
    wanted: &FargateRequest,
) -> Result<RunTaskRequest, Error> {
    let subnets = match wanted.subnets.as_slice() {
        [] => outputs.get_strings("subnet_ids", COMMAND)?,
        given => given.to_vec(),
    };
    let security_groups = match wanted.security_groups.as_slice() {
        [] => vec![outputs.get_string("security_group", COMMAND)?],
        given => given.to_vec(),
    };
    Ok(RunTaskRequest {
        cluster: cluster.name.clone(),
        command: wanted.command.clone(),
        cpu: wanted.cpu,
        memory: wanted.memory,
        subnets,
        security_groups,
        public_ip: wanted.public_ip,
        started_by: started_by(wanted.user.as_deref()),
        ..RunTaskRequest::default()
    })
}

/// `deploy/USER`, in the letters that ECS takes
/// (<https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>).
pub(super) fn started_by(user: Option<&str>) -> String {
    let is_taken = |letter: char| letter.is_ascii_alphanumeric() || "-_/".contains(letter);
    let user = user.unwrap_or_default().chars().map(|letter| if is_taken(letter) { letter } else { '-' });
    let user: String = user.take(100).collect();
    if user.is_empty() { "deploy".to_owned() } else { format!("deploy/{user}") }
}
