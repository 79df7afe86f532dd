//! What the library says while it works: facts, in the past tense, each with the run, a number and the time.
//!
//! The same events feed the terminal and `--json`; nothing else may print. A program's own chatter is an event too
//! ([`Fact::Said`]), but it is for people only and never part of the JSON stream.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use serde::Serialize;

use crate::image::{Digest, EnvName, ImageRef, Tag};

/// The version of the events' JSON shape. It is raised when a field changes its meaning or goes away.
pub const SCHEMA: u32 = 1;

/// One thing that happened, or another thing that is told in the same stream.
#[derive(Clone, Debug, Serialize)]
pub struct Event<F = Fact> {
    /// The version of this shape, [`SCHEMA`].
    pub schema: u32,
    /// The run that said it: the same for all events of a process.
    pub run: Arc<str>,
    /// Counts from 1 within the run, without gaps; chatter carries the number of what came before it.
    pub number: u64,
    /// When, in UTC (RFC 3339).
    pub time: Timestamp,
    /// What.
    #[serde(flatten)]
    pub fact: F,
}

/// The steps of a run, in the words that people see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Looking before touching.
    Check,
    /// Making ECR repositories.
    Repositories,
    /// `terraform init`.
    Init,
    /// Building images.
    Build,
    /// Pushing images.
    Push,
    /// `terraform plan`.
    Plan,
    /// `terraform apply`.
    Apply,
    /// Forcing new deployments.
    Redeploy,
    /// Following the rollouts.
    Rollout,
    /// Running a one-off task.
    Task,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Check => "check",
            Self::Repositories => "repositories",
            Self::Init => "init",
            Self::Build => "build",
            Self::Push => "push",
            Self::Plan => "plan",
            Self::Apply => "apply",
            Self::Redeploy => "redeploy",
            Self::Rollout => "rollout",
            Self::Task => "task",
        })
    }
}

/// What happened.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fact {
    /// The run works on an environment.
    EnvironmentChosen {
        /// Which.
        environment: EnvName,
    },
    /// The run works with a tag.
    TagChosen {
        /// Which.
        tag: Tag,
        /// Where it comes from, for people: "given with --tag".
        origin: String,
    },
    /// A step began.
    StepStarted {
        /// Which.
        step: Step,
        /// What it works on, for people: "2 images with tag 1.0.1".
        about: String,
    },
    /// A step ended well.
    StepFinished {
        /// Which.
        step: Step,
        /// How long it took, in milliseconds.
        millis: u64,
    },
    /// A program that we run said a line (its terminal colours included).
    Said {
        /// The program's name.
        program: String,
        /// The line, without its end.
        line: String,
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
    /// An image was built.
    ImageBuilt {
        /// The Compose service that describes it.
        service: String,
        /// Its name.
        image: ImageRef,
    },
    /// A push is on its way. Said from time to time, and not at all of a short one.
    PushMoved {
        /// The image's name.
        image: ImageRef,
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
        image: ImageRef,
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
        /// The task definition that it rolls out, `family:revision`.
        task_definition: String,
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
        /// `completed`, `failed`, `rolled_back`, …
        verdict: &'static str,
        /// The same for people.
        text: String,
        /// Why, where there is a reason.
        reason: Option<String>,
        /// Why its tasks stopped, after a failure.
        stopped: Vec<StoppedTasks>,
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
    },
}

/// Tasks that stopped for the same reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoppedTasks {
    /// How many.
    pub count: usize,
    /// ECS's `stoppedReason`.
    pub reason: String,
    /// The containers that ended with a code other than 0 or with a reason.
    pub containers: Vec<StoppedContainer>,
}

/// A container of such tasks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StoppedContainer {
    /// Its name in the task definition.
    pub name: String,
    /// Its exit code, if it ever ran.
    pub exit_code: Option<i32>,
    /// Why it stopped.
    pub reason: Option<String>,
}

type Listener = dyn Fn(&Event) + Send + Sync;

/// Where the events of one run go. Cloning keeps talking to the same run.
#[derive(Clone)]
pub struct Events {
    run: Arc<str>,
    last: Arc<AtomicU64>,
    listener: Arc<Listener>,
}

impl Events {
    /// A new run, whose events are handed to `listener` in their order.
    pub fn new(listener: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        let now = Timestamp::now();
        let run = format!("{}-{:x}", now.strftime("%Y%m%dT%H%M%SZ"), std::process::id());
        Self { run: run.into(), last: Arc::default(), listener: Arc::new(listener) }
    }

    /// The run's id.
    pub fn run(&self) -> &str {
        &self.run
    }

    /// Tells the listener what happened.
    pub fn say(&self, fact: Fact) {
        let event = match fact {
            Fact::Said { .. } => self.event(self.last.load(Ordering::Relaxed), fact),
            fact => self.stamp(fact),
        };
        (self.listener)(&event);
    }

    /// Numbers and dates something without telling the listener: for the result that ends a JSON stream.
    pub fn stamp<F>(&self, fact: F) -> Event<F> {
        self.event(self.last.fetch_add(1, Ordering::Relaxed) + 1, fact)
    }

    fn event<F>(&self, number: u64, fact: F) -> Event<F> {
        Event { schema: SCHEMA, run: self.run.clone(), number, time: Timestamp::now(), fact }
    }

    /// Says a sentence worth knowing.
    pub fn note(&self, message: impl Into<String>) {
        self.say(Fact::Noted { message: message.into() });
    }

    /// Says a sentence about what may become a problem.
    pub fn warn(&self, message: impl Into<String>, hint: Option<String>) {
        self.say(Fact::Warned { message: message.into(), hint });
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("run", &self.run).finish_non_exhaustive()
    }
}
