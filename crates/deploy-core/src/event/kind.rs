//! What can happen, as the JSON schema has it: a variant's name is its `type`, its fields are the object's.
//!
//! A field that is renamed, or goes away, raises [`SCHEMA`](super::SCHEMA); a new one does not.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;

use super::failure_cause::FailureCause;
use super::rollout::RolloutOutcome;
use super::step::Step;
use super::stopped_containers::OtherContainer;
use super::tag_origin::TagOrigin;
use crate::types::{AccountId, Digest, EnvName, Tag, TaggedImage, TaskDefinitionRef};

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
    /// Where that environment is, and with whose credentials; what is not known without a further call is null.
    EnvironmentLocated {
        /// Which.
        environment: EnvName,
        /// Its AWS account, as STS says.
        account: Option<AccountId>,
        /// Its AWS region.
        region: Option<String>,
        /// The profile that the credentials come from.
        profile: Option<String>,
        /// The profile of `deploy.toml`, where the keys in the environment take its place.
        replaced_profile: Option<String>,
        /// The endpoint of all services of AWS, where it is overridden.
        endpoint: Option<String>,
    },
    /// The run works with a tag.
    TagChosen {
        /// Which.
        tag: Tag,
        /// Where it comes from.
        origin: TagOrigin,
    },
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
    ImageBuilt {
        /// The Compose service that describes it.
        service: String,
        /// Its name.
        image: TaggedImage,
    },
    /// A push is on its way. Said from time to time, and not at all of a short one.
    PushMoved {
        /// The image's name.
        image: TaggedImage,
        /// Its layers.
        layers: u32,
        /// Those that the registry has.
        layers_done: u32,
        /// The size of the layers that are sent, as far as it is known.
        bytes: u64,
        /// How much of that was sent.
        bytes_sent: u64,
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
        /// Tasks that run.
        running: i32,
        /// Tasks that are wanted.
        desired: i32,
        /// Tasks that are starting.
        pending: i32,
        /// Tasks that failed to start or to stay.
        failed: i32,
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
        /// The service's name.
        service: String,
        /// The id of its deployment, if it was ever seen.
        deployment: Option<String>,
        /// How, as `verdict`, `text` (the same for people) and `reason`.
        #[serde(flatten)]
        outcome: RolloutOutcome,
        /// Why, after a failure: the most frequent cause first.
        causes: Vec<FailureCause>,
        /// The service's last events, oldest first, after a failure.
        events: Vec<String>,
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
        /// Its ARN.
        task: String,
        /// The container that did the work.
        container: String,
        /// The container's exit code; none if it never ran.
        exit_code: Option<i32>,
        /// Why it ended, in ECS's words.
        reason: String,
        /// The other containers whose end ended it.
        #[serde(rename = "culprits")]
        other_containers: Vec<OtherContainer>,
    },
}
