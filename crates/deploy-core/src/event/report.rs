//! What a run did, summed up from its events: the result in JSON, and the line that says what is now true.
//!
//! It is complete at every moment, also after a failure: nothing is added at the end.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::kind::EventKind;
use super::rollout::RolloutOutcome;
use super::step::Step;
use crate::error::Kind;
use crate::types::{Digest, EnvName, Tag, TaggedImage, TaskDefinitionRef};

/// What a run did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// The environment that it works on.
    pub environment: Option<EnvName>,
    /// The tag that it works with.
    pub tag: Option<Tag>,
    /// ECR repositories that were made.
    pub repositories: Vec<String>,
    /// Images that the registry has.
    pub images: Vec<PushedImage>,
    /// Whether there were changes, once that is known.
    pub changes: Option<bool>,
    /// How many resources Terraform changed.
    pub resources_changed: usize,
    /// The addresses of the ECS services among them.
    pub services_changed: Vec<String>,
    /// Rollouts that were followed.
    pub services: Vec<FollowedService>,
    /// The one-off task that was run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<RanTask>,
    /// The steps that ended, with their time.
    pub steps: Vec<FinishedStep>,
    /// The workspace that was created.
    #[serde(skip)]
    pub(super) workspace: Option<EnvName>,
    /// Services of which ECS accepted a new deployment.
    #[serde(skip)]
    pub(super) forced: Vec<String>,
    /// Whether Terraform began to change a resource, of which it may not have reported the end.
    #[serde(skip)]
    changing: bool,
}

/// What a failure comes to in a run: [`Kind::Usage`] says that nothing was changed, so that it is only said where that
/// is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conclusion(Kind);

impl Conclusion {
    /// What the caller may conclude.
    pub fn kind(self) -> Kind {
        self.0
    }
}

/// An image that the registry has.
#[derive(Clone, Debug, Serialize)]
pub struct PushedImage {
    /// Its name.
    pub image: TaggedImage,
    /// Its digest in the registry.
    pub digest: Digest,
    /// Whether it was there before.
    pub already_there: bool,
}

/// A rollout that was followed.
#[derive(Clone, Debug)]
pub struct FollowedService {
    /// The service's name.
    pub service: String,
    /// Its deployment's id.
    pub deployment: Option<String>,
    /// The task definition, `family:revision`.
    pub task_definition: Option<TaskDefinitionRef>,
    /// How it ended; none while it is in progress. Serialised as `verdict` and `reason`.
    pub outcome: Option<RolloutOutcome>,
}

impl Serialize for FollowedService {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let outcome = self.outcome.as_ref();
        let mut fields = serializer.serialize_struct("FollowedService", 5)?;
        fields.serialize_field("service", &self.service)?;
        fields.serialize_field("deployment", &self.deployment)?;
        fields.serialize_field("task_definition", &self.task_definition)?;
        fields.serialize_field("verdict", &outcome.map(|outcome| outcome.result.word()))?;
        fields.serialize_field("reason", &outcome.and_then(|outcome| outcome.reason.as_ref()))?;
        fields.end()
    }
}

/// A one-off task that was run.
#[derive(Clone, Debug, Serialize)]
pub struct RanTask {
    /// Its ARN.
    pub arn: String,
    /// Whether ECS was asked to stop it.
    pub stop_asked: bool,
    /// Whether it is over.
    pub ended: bool,
    /// Its container's exit code, if that ever ran.
    pub exit_code: Option<i32>,
}

impl fmt::Display for RanTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { arn, .. } = self;
        match (self.ended, self.stop_asked, self.exit_code) {
            (true, true, _) => write!(f, "the task {arn} was stopped"),
            (true, false, Some(code)) => write!(f, "the task {arn} ended with exit code {code}"),
            (true, false, None) => write!(f, "the task {arn} stopped and never ran"),
            (false, true, _) => write!(f, "the task {arn} is being stopped"),
            (false, false, _) => write!(f, "the task {arn} is still running in ECS"),
        }
    }
}

/// A step that ended.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct FinishedStep {
    /// Which.
    pub step: Step,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

impl Report {
    /// Takes note of an event.
    pub fn record(&mut self, kind: &EventKind) {
        match kind {
            EventKind::EnvironmentChosen { environment } => self.environment = Some(environment.clone()),
            EventKind::TagChosen { tag, .. } => self.tag = Some(tag.clone()),
            EventKind::WorkspaceCreated { workspace } => self.workspace = Some(workspace.clone()),
            EventKind::DeploymentForced { service } => self.forced.push(service.clone()),
            EventKind::ResourceChanging { .. } => self.changing = true,
            EventKind::RepositoryCreated { repository } => self.repositories.push(repository.clone()),
            EventKind::ImagePushed { image, digest, already_there } => self.images.push(PushedImage {
                image: image.clone(),
                digest: digest.clone(),
                already_there: *already_there,
            }),
            EventKind::Planned { changes } => self.changes = Some(*changes),
            EventKind::ResourceChanged { address, action, .. } => {
                self.resources_changed += 1;
                if action != "delete" && address.split('.').any(|part| part == "aws_ecs_service") {
                    self.services_changed.push(address.clone());
                }
            }
            EventKind::StepFinished { step, millis } => {
                self.steps.push(FinishedStep { step: *step, millis: *millis });
            }
            EventKind::RolloutFollowed { service, deployment, task_definition, .. } => {
                let followed = self.service(service);
                followed.deployment = Some(deployment.clone());
                followed.task_definition = Some(task_definition.clone());
            }
            EventKind::RolloutEnded { end } => {
                self.service(&end.service).outcome = Some(end.outcome.clone());
            }
            EventKind::TaskStarted { task, .. } => {
                let arn = task.clone();
                self.task = Some(RanTask { arn, stop_asked: false, ended: false, exit_code: None });
            }
            _ => self.record_of_task(kind),
        }
    }

    fn record_of_task(&mut self, kind: &EventKind) {
        let Some(task) = &mut self.task else { return };
        match kind {
            EventKind::TaskStopAsked { .. } => task.stop_asked = true,
            EventKind::TaskEnded { end } => (task.ended, task.exit_code) = (true, end.exit_code),
            _ => {}
        }
    }

    fn service(&mut self, name: &str) -> &mut FollowedService {
        let index = self.services.iter().position(|known| known.service == name).unwrap_or_else(|| {
            self.services.push(FollowedService {
                service: name.to_owned(),
                deployment: None,
                task_definition: None,
                outcome: None,
            });
            self.services.len() - 1
        });
        &mut self.services[index]
    }

    /// What a failure of that kind comes to, after what this run did.
    pub fn conclude(&self, kind: Kind) -> Conclusion {
        Conclusion(if kind == Kind::Usage && self.changed_something() { Kind::Failed } else { kind })
    }

    /// Whether there is anything to say of what is outside: it was changed, or seen.
    pub fn touched(&self) -> bool {
        self.changed_something() || !(self.images.is_empty() && self.services.is_empty())
    }

    fn changed_something(&self) -> bool {
        let Self { repositories, images, resources_changed, task, workspace, forced, changing, .. } = self;
        let pushed = images.iter().any(|image| !image.already_there);
        let created = !repositories.is_empty() || workspace.is_some() || task.is_some();
        pushed || created || !forced.is_empty() || *changing || *resources_changed > 0
    }
}
