//! `deploy resume`: goes on where the last run stopped. It plans anew and asks again, or follows what was applied.

use super::apply::{ApplyRequest, PlanSource, apply};
use super::wait::{WaitRequest, Waited, wait};
use crate::error::Error;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::apply::{AllowDestroy, Applied};
use crate::steps::environment::{self, Access, Environment};
use crate::steps::rollout::{Follow, running};
use crate::steps::runs::{self, Error as RunError, Run, RunRecord, RunVerdict};
use crate::steps::tag::ChosenTag;
use crate::terraform;
use crate::types::{Activity, Tag};

/// What is given beforehand, for whatever is left to do.
#[derive(Clone, Debug)]
pub struct ResumeRequest {
    /// What may be destroyed or replaced without being asked for.
    pub allow_destroy: AllowDestroy,
    /// How to follow the rollout, if at all.
    pub follow: Option<Follow>,
}

/// What was left to do.
#[derive(Clone, Debug)]
pub enum Resumed {
    /// Nothing: the last run came to its end, or there was none.
    Nothing(Option<Box<RunRecord>>),
    /// The tag was applied.
    Applied(Applied),
    /// The rollout was followed.
    Followed(Waited),
}

/// What is left to do of a run.
enum Rest {
    Nothing,
    Apply(Tag),
    Follow,
}

/// Goes on where the last run stopped.
pub async fn resume(
    session: &Session,
    config: &EnvironmentConfig,
    request: ResumeRequest,
) -> Result<Resumed, Error> {
    environment::announce(session, config);
    let environment = environment::open(session, config, Access::Query).await?;
    let newest = runs::newest(&runs::store(&environment).await?, 1).await?;
    let Some(last) = newest.into_iter().next() else { return Ok(Resumed::Nothing(None)) };
    match rest(&last, config)? {
        Rest::Nothing => Ok(Resumed::Nothing(Some(Box::new(last)))),
        Rest::Apply(tag) => {
            tell(session, &last, "planning anew");
            let follow =
                request.follow.map(|follow| Follow { redeploys_moved_tags: last.command == "all", ..follow });
            let source = PlanSource::Tag(Some(ChosenTag::recorded(tag)));
            let request = ApplyRequest { source, allow_destroy: request.allow_destroy, follow };
            Ok(Resumed::Applied(apply(session, config, request).await?))
        }
        Rest::Follow => {
            tell(session, &last, "the rollout is followed again");
            require_same_tag(&environment, &last).await?;
            let run = Run::new(session, &environment, &last.command).await?;
            let follow = request.follow.unwrap_or_default();
            let following = async {
                run.enter(Activity::Following).await;
                wait(session, config, WaitRequest { services: Vec::new(), follow }).await
            };
            Ok(Resumed::Followed(runs::record(&run, following).await?))
        }
    }
}

/// A run that was refused, or whose rollout failed, has come to its end.
fn rest(last: &RunRecord, config: &EnvironmentConfig) -> Result<Rest, Error> {
    use RunVerdict::{Completed, Failed, Interrupted, Refused, RolloutFailed, TimedOut};
    match last.verdict {
        Some(Completed | Refused | RolloutFailed) => return Ok(Rest::Nothing),
        None | Some(Failed | Interrupted | TimedOut) => {}
    }
    match (last.activity, &last.tag) {
        (Activity::Following, _) => Ok(Rest::Follow),
        (Activity::Building | Activity::Applying, Some(tag)) if !last.command.starts_with("tf ") => {
            Ok(Rest::Apply(tag.clone()))
        }
        _ => {
            let (environment, command) = (config.name.clone(), last.command.clone());
            Err(RunError::NotResumable { environment, command }.into())
        }
    }
}

fn tell(session: &Session, last: &RunRecord, next: &str) {
    let RunRecord { command, user, host, started, activity, .. } = last;
    let message =
        format!("`{command}` by {user}@{host} of {started:.0} stopped while it was {activity}: {next}");
    session.context.events.note(message);
}

/// What is followed must be what the run applied.
async fn require_same_tag(environment: &Environment, last: &RunRecord) -> Result<(), Error> {
    let state = terraform::state_or_outputs(&environment.terraform, &environment.connection).await?;
    match (&last.tag, running::tag(&state)) {
        (Some(recorded), Some(applied)) if *recorded != applied => Err(RunError::AppliedSince {
            environment: environment.config.name.clone(),
            recorded: recorded.to_string(),
            applied: applied.to_string(),
        }
        .into()),
        _ => Ok(()),
    }
}
