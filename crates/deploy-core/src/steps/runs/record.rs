//! What is written down of a run. It has names, addresses and digests, and no values: whoever may read the history may not
//! be who may read the state.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::{Kind, Signal};
use crate::event::{FinishedStep, FollowedService, PushedImage, Report};
use crate::types::{Activity, EnvName, Tag};

/// The version of the record's shape.
const SCHEMA: u32 = 1;

/// What is written down of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunRecord {
    /// The version of this shape.
    pub schema: u32,
    /// Its id, which is that of its events. It begins with the time.
    pub id: String,
    /// The environment.
    pub environment: EnvName,
    /// The command: `apply`, `all`, `tf state rm`, …
    pub command: String,
    /// The user.
    pub user: String,
    /// The host.
    pub host: String,
    /// The version of this program.
    pub version: String,
    /// The commit of the project; none without git.
    pub git: Option<GitState>,
    /// The tag.
    pub tag: Option<Tag>,
    /// The addresses of what the plan changes, by what it does to them: `create`, `update`, `replace`, `destroy`.
    pub plan: Option<BTreeMap<String, Vec<String>>>,
    /// The images that the registry has.
    pub images: Vec<RecordedImage>,
    /// How many resources Terraform changed.
    pub resources_changed: usize,
    /// The rollouts that were followed.
    pub services: Vec<RecordedService>,
    /// The steps that ended.
    pub steps: Vec<RecordedStep>,
    /// When it began.
    pub started: Timestamp,
    /// When this was written.
    pub written: Timestamp,
    /// What it was at when this was written.
    pub activity: Activity,
    /// How it ended; none if it did not, or is still at it.
    pub verdict: Option<RunVerdict>,
}

/// The commit of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GitState {
    /// The id of the commit.
    pub commit: String,
    /// Whether there are changes that are not committed.
    pub dirty: bool,
}

/// An image that the registry has.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordedImage {
    /// Its name.
    pub image: String,
    /// Its digest.
    pub digest: String,
}

/// A rollout that was followed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordedService {
    /// The service's name.
    pub service: String,
    /// The deployment's id.
    pub deployment: Option<String>,
    /// The task definition, `family:revision`.
    pub task_definition: Option<String>,
    /// How it ended, as in the events; none if that was not seen.
    pub verdict: Option<String>,
}

/// A step that ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordedStep {
    /// Which.
    pub step: String,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunVerdict {
    /// It did what it was asked to.
    Completed,
    /// A step failed.
    Failed,
    /// It was refused, as by a question that was answered with no.
    Refused,
    /// A rollout did not complete.
    RolloutFailed,
    /// The time for the rollout ran out.
    TimedOut,
    /// A signal ended it.
    Interrupted,
}

impl RunVerdict {
    pub(crate) fn of<T>(result: &Result<T, crate::Error>) -> Self {
        match result.as_ref().map_err(crate::Error::kind) {
            Ok(_) => Self::Completed,
            Err(Kind::Usage | Kind::Failed) => Self::Failed,
            Err(Kind::Refused) => Self::Refused,
            Err(Kind::RolloutFailed) => Self::RolloutFailed,
            Err(Kind::TimedOut) => Self::TimedOut,
            Err(Kind::Interrupted(Signal::Interrupt | Signal::Terminate)) => Self::Interrupted,
        }
    }
}

/// What is known of a run at its beginning.
pub(super) struct Beginning {
    pub(super) id: String,
    pub(super) environment: EnvName,
    pub(super) command: String,
    pub(super) user: String,
    pub(super) host: String,
    pub(super) git: Option<GitState>,
}

impl RunRecord {
    pub(super) fn begin(beginning: Beginning, activity: Activity) -> Self {
        let Beginning { id, environment, command, user, host, git } = beginning;
        let now = Timestamp::now();
        Self {
            schema: SCHEMA,
            id,
            environment,
            command,
            user,
            host,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            git,
            tag: None,
            plan: None,
            images: Vec::new(),
            resources_changed: 0,
            services: Vec::new(),
            steps: Vec::new(),
            started: now,
            written: now,
            activity,
            verdict: None,
        }
    }

    /// Takes over what the run has done by now.
    pub(super) fn update(&mut self, report: Report) {
        self.written = Timestamp::now();
        self.tag = report.tag;
        self.images = report.images.into_iter().map(image).collect();
        self.resources_changed = report.resources_changed;
        self.services = report.services.into_iter().map(service).collect();
        self.steps = report.steps.into_iter().map(step).collect();
    }
}

fn image(PushedImage { image, digest, .. }: PushedImage) -> RecordedImage {
    RecordedImage { image: image.to_string(), digest: digest.to_string() }
}

fn service(followed: FollowedService) -> RecordedService {
    RecordedService {
        service: followed.service,
        deployment: followed.deployment,
        task_definition: followed.task_definition.map(|definition| definition.to_string()),
        verdict: followed.outcome.map(|outcome| outcome.result.word().to_owned()),
    }
}

fn step(FinishedStep { step, millis }: FinishedStep) -> RecordedStep {
    RecordedStep { step: step.to_string(), millis }
}
