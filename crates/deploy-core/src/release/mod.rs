//! The verbs that cross rooms: what `deploy apply`, `deploy all`, … do, one file for each.
//!
//! Everything that can be checked before the first change is checked then; the confirmation comes with the plan in
//! view; a rollout is followed to its verdict. What a run did is summed up from its events ([`Report`]), so that the
//! sum is right however the run ended.

mod all;
mod apply;
mod build;
mod consent;
mod create;
mod destroy;
mod error;
mod fargate;
mod images;
mod init;
mod modules;
mod output;
mod plan;
mod push;
mod ready;
mod redeploy;
mod report;
mod rollout;
mod status;
mod tag;
mod tf;
mod versions;

use std::time::Instant;

pub use all::All;
pub use apply::{Applied, Apply, What};
pub use build::Build;
pub use consent::Consent;
pub use error::Error;
pub use fargate::{Fargate, Ran};
pub use init::Init;
pub use modules::{VendorError, Vendored};
pub use plan::{Plan, Planned};
pub use push::Push;
pub use redeploy::{Redeploy, Redeployed};
pub use report::{FinishedStep, FollowedService, PushedImage, RanTask, Report, Truth};
pub use rollout::Follow;
pub use status::{ServiceStatus, Status};
pub use tag::BuildTag;
pub use versions::Versions;

use crate::context::Context;
use crate::event::{Fact, Step};
use crate::project::{Environment, Project};

/// One run of the tool: what every verb is given.
#[derive(Clone, Debug)]
pub struct Run {
    /// Where to say what happens, and how to learn that the user wants to stop.
    pub context: Context,
    /// The project.
    pub project: Project,
    /// How consent is had.
    pub consent: Consent,
    /// Whether programs that we run may use colours.
    pub color: bool,
}

impl Run {
    /// Takes a step, unless the user asked to stop before it; tells its begin, and its end if that is a good one.
    async fn step<T, E>(
        &self,
        step: Step,
        about: impl Into<String>,
        doing: impl Future<Output = Result<T, E>>,
    ) -> Result<T, crate::Error>
    where
        crate::Error: From<E>,
    {
        self.context.interrupt.check()?;
        let start = Instant::now();
        self.context.events.say(Fact::StepStarted { step, about: about.into() });
        let done = doing.await?;
        let millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.context.events.say(Fact::StepFinished { step, millis });
        Ok(done)
    }

    fn choose(&self, environment: &Environment) {
        self.context.events.say(Fact::EnvironmentChosen { environment: environment.name.clone() });
    }
}
