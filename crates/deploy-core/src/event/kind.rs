//! What can happen, as the JSON schema has it: a variant's name is its `type`, its fields are the object's.
//! A field that is renamed, or goes away, raises [`SCHEMA`](super::SCHEMA); a new one does not.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;

use super::build::{BuildFailure, BuildLine, BuiltImage};
use super::environment_location::EnvironmentLocation;
use super::failure::{RolloutEnd, TaskEnd};
use super::pushed_layers::PushedLayers;
use super::rollout::{Advice, HookStatus, LifecycleStage, PausedRollout, TaskCounts};
use super::step::Step;
use super::tag_origin::TagOrigin;
use crate::error::Suggestion;
use crate::types::{Digest, EnvName, LockWait, Tag, TaggedImage, TaskDefinitionRef};

/// What happened.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventKind {
    /// The run works on an environment.
    EnvironmentChosen {
        /// Which.
        environment: EnvName,
    },
    /// It is known where that environment is.
    EnvironmentLocated {
        /// Where.
        #[serde(flatten)]
        location: EnvironmentLocation,
    },
    /// The run works with a tag.
    TagChosen {
        /// Which.
        tag: Tag,
        /// Where it comes from.
        origin: TagOrigin,
    },
    /// The run waits for the lock of an environment, which another has.
    LockAwaited(LockWait),
    /// A step began.
    StepStarted {
        /// Which.
        step: Step,
        /// What it works on, for people: "2 images with tag 1.0.1".
        about: String,
    },
    /// A step succeeded.
    StepFinished {
        /// Which.
        step: Step,
        /// How long it took, in milliseconds.
        millis: u64,
    },
    /// A program that we run wrote a line (its terminal colours included).
    ProgramOutput {
        /// The program's name.
        program: String,
        /// The line, without its end.
        line: String,
    },
    /// The builder of an image wrote a line.
    BuildOutput(BuildLine),
    /// A plan was saved.
    PlanSaved {
        /// The file.
        file: PathBuf,
    },
    /// Something worth knowing.
    Noted {
        /// One sentence.
        message: String,
    },
    /// Something that may become a problem.
    Warned {
        /// One sentence.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// An ECR repository was made.
    RepositoryCreated {
        /// Its address, `HOST/NAME`.
        repository: String,
    },
    /// A Terraform workspace was created.
    WorkspaceCreated {
        /// Its name.
        workspace: EnvName,
    },
    /// ECS accepted a new deployment of a service.
    DeploymentForced {
        /// The service's name.
        service: String,
    },
    /// An image was built.
    ImageBuilt(BuiltImage),
    /// An image could not be built.
    BuildFailed(BuildFailure),
    /// A push is on its way. Said from time to time, and not at all of a short one.
    PushMoved {
        /// The image's name.
        image: TaggedImage,
        /// How far it is.
        #[serde(flatten)]
        progress: PushedLayers,
    },
    /// The registry has an image: it was pushed, or was there already.
    ImagePushed {
        /// Its name.
        image: TaggedImage,
        /// The digest under which the registry has it.
        digest: Digest,
        /// Whether the registry had it before.
        already_there: bool,
    },
    /// The changes are known.
    Planned {
        /// Whether there are any.
        changes: bool,
    },
    /// Terraform began to change a resource, or was still at it.
    ResourceChanging {
        /// Its address.
        address: String,
        /// `create`, `update`, `delete`, …
        action: String,
        /// How long it has taken so far, in seconds: 0 at its beginning, then every ten.
        seconds: u64,
    },
    /// Terraform changed a resource.
    ResourceChanged {
        /// Its address.
        address: String,
        /// `create`, `update`, `delete`, …
        action: String,
        /// How long it took, in seconds.
        seconds: u64,
    },
    /// A service's rollout is followed from now on.
    RolloutFollowed {
        /// The service's name.
        service: String,
        /// The deployment's id.
        deployment: String,
        /// The task definition that it rolls out.
        task_definition: TaskDefinitionRef,
        /// Whether it began with the change that is followed. Otherwise the service had it before.
        new: bool,
    },
    /// A service's rollout moved.
    RolloutMoved {
        /// The service's name.
        service: String,
        /// The deployment's id.
        deployment: String,
        /// Its tasks.
        #[serde(flatten)]
        tasks: TaskCounts,
    },
    /// A service's rollout is at another stage, or traffic was shifted.
    RolloutStaged {
        /// The service's name.
        service: String,
        /// Where it is.
        #[serde(flatten)]
        stage: LifecycleStage,
    },
    /// A hook of a service's rollout began, or ended.
    HookMoved {
        /// The service's name.
        service: String,
        /// Which, and its status.
        #[serde(flatten)]
        hook: HookStatus,
    },
    /// A service's rollout waits for a person.
    RolloutPaused {
        /// The service's name.
        service: String,
        /// Where, and until when.
        #[serde(flatten)]
        pause: PausedRollout,
        /// What lets it continue.
        #[serde(skip)]
        continuation: Suggestion,
    },
    /// ECS said something about a service.
    ServiceSaid {
        /// The service's name.
        service: String,
        /// The event's text.
        message: String,
    },
    /// A service's rollout came to an end.
    RolloutEnded {
        /// How, and why.
        #[serde(flatten)]
        end: RolloutEnd,
    },
    /// Something would make the next rollouts of services better.
    Advised {
        /// The services' names.
        services: Vec<String>,
        /// What.
        #[serde(flatten)]
        advice: Advice,
    },
    /// A one-off task was started.
    TaskStarted {
        /// Its ARN.
        task: String,
        /// Its task definition, `family:revision`.
        task_definition: String,
        /// The container that does the work.
        container: String,
    },
    /// A one-off task moved.
    TaskMoved {
        /// Its ARN.
        task: String,
        /// `PENDING`, `RUNNING`, …
        status: String,
    },
    /// A container wrote a line to its log.
    LogLine {
        /// The container's name.
        container: String,
        /// When the line was written, as the log says.
        written: Option<Timestamp>,
        /// The line, without its end.
        line: String,
    },
    /// ECS was asked to stop a one-off task.
    TaskStopAsked {
        /// Its ARN.
        task: String,
    },
    /// A one-off task is over.
    TaskEnded {
        /// How.
        #[serde(flatten)]
        end: TaskEnd,
    },
}
