//! Applying exactly what was planned, then following the rollout to its end.

use std::collections::BTreeSet;
use std::path::Path;

use super::environment::Environment;
use super::error::Error as StepsError;
use super::expected;
use super::plan::{TempPlan, about};
use super::rollout::{self, AppliedVerdict, Change, Follow};
use super::runs::Run;
use crate::error::Error;
use crate::event::Step;
use crate::session::Session;
use crate::terraform;
use crate::terraform::plan_changes::PlanChanges;
use crate::types::{Activity, Tag};

/// What an apply came to.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The tag.
    pub tag: Tag,
    /// What is known of it.
    pub verdict: AppliedVerdict,
}

/// The addresses of what a plan may destroy or replace, although nobody sees it before.
#[derive(Clone, Debug, Default)]
pub struct AllowDestroy(pub Vec<String>);

/// A plan in a file, what it does, and the tag that it was made with.
pub(crate) struct PlanFile<'a> {
    pub(crate) file: &'a Path,
    pub(crate) changes: &'a PlanChanges,
    pub(crate) tag: &'a Tag,
}

/// Asks for consent to apply a plan, unless it changes nothing.
pub(crate) async fn confirm(
    session: &Session,
    environment: &Environment,
    plan: &TempPlan,
    allowed: &AllowDestroy,
) -> Result<(), Error> {
    let file = PlanFile { file: &plan.file(), changes: &plan.changes, tag: &plan.tag };
    if plan.has_changes { confirm_file(session, environment, &file, allowed).await } else { Ok(()) }
}

/// Asks for consent to apply, with what that does. Consent that was given before the plan was made is none to what it
/// destroys.
pub(crate) async fn confirm_file(
    session: &Session,
    environment: &Environment,
    plan: &PlanFile<'_>,
    allowed: &AllowDestroy,
) -> Result<(), Error> {
    let PlanFile { changes, tag, .. } = plan;
    let is_allowed = |address: &&str| allowed.0.iter().any(|allowed| allowed == address);
    let not_allowed: Vec<_> = changes.destroyed().filter(|address| !is_allowed(address)).collect();
    if !session.consent.is_asked() && !not_allowed.is_empty() {
        let addresses = not_allowed.into_iter().map(str::to_owned).collect();
        return Err(StepsError::Destroys { addresses, environment: environment.config.name.clone() }.into());
    }
    let question = format!("Apply this to {} with tag {tag} ({changes})?", environment.config.name);
    session.consent.obtain(&environment.config, &question, &session.context.interrupt).await
}

/// Applies a plan of this run if it changes anything, and follows the rollout.
pub(crate) async fn apply_and_follow(
    run: &Run<'_>,
    plan: &TempPlan,
    follow: Option<Follow>,
) -> Result<Applied, Error> {
    let file = PlanFile { file: &plan.file(), changes: &plan.changes, tag: &plan.tag };
    if plan.has_changes {
        return apply_file_and_follow(run, file, follow).await;
    }
    let nothing_applied = async { Ok(BTreeSet::new()) };
    follow_around(run, &file, follow, nothing_applied).await
}

/// Applies a plan in a file, and follows the rollout.
pub(crate) async fn apply_file_and_follow(
    run: &Run<'_>,
    plan: PlanFile<'_>,
    follow: Option<Follow>,
) -> Result<Applied, Error> {
    let applying = async {
        let applied = apply(run, &plan).await?;
        if follow.is_some() {
            run.enter(Activity::Following).await;
        }
        Ok(applied.changes.into_iter().filter_map(|change| change.id).collect())
    };
    follow_around(run, &plan, follow, applying).await
}

/// Looks at what runs, applies (which returns the ARNs of what it changed), and follows the rollout.
async fn follow_around(
    run: &Run<'_>,
    plan: &PlanFile<'_>,
    follow: Option<Follow>,
    applying: impl Future<Output = Result<BTreeSet<String>, Error>>,
) -> Result<Applied, Error> {
    let Run { session, environment, .. } = run;
    let tag = plan.tag.clone();
    let Some(follow) = follow else {
        applying.await?;
        return Ok(Applied { tag, verdict: AppliedVerdict::NotFollowed });
    };
    let baselines = rollout::baselines(environment).await?;
    let expected = expected::read(session, environment, plan.changes, plan.tag).await;
    let changed = applying.await?;
    let change = Change { baselines, plan: plan.changes, expected, changed };
    let verdict = rollout::follow_applied(session, environment, change, follow).await?;
    if verdict == AppliedVerdict::NotUsed && session.project.build_files().is_ok() {
        return Err(StepsError::TagNotUsed { tag, environment: environment.config.name.clone() }.into());
    }
    Ok(Applied { tag, verdict })
}

/// Applies a plan.
async fn apply(run: &Run<'_>, plan: &PlanFile<'_>) -> Result<terraform::Applied, Error> {
    begin(run, plan, Activity::Applying).await?;
    let applying = terraform::apply(&run.environment.terraform, plan.file);
    run.session.step(Step::Apply, about(run.environment, plan.tag), applying).await
}

/// Applies a plan that destroys everything.
pub(crate) async fn destroy(run: &Run<'_>, plan: &PlanFile<'_>) -> Result<terraform::Applied, Error> {
    begin(run, plan, Activity::Destroying).await?;
    let applying = terraform::apply(&run.environment.terraform, plan.file);
    run.session.step(Step::Destroy, run.environment.config.name.as_str(), applying).await
}

/// Writes down what is about to be changed.
async fn begin(run: &Run<'_>, plan: &PlanFile<'_>, activity: Activity) -> Result<(), Error> {
    run.take_plan(plan.changes).await;
    run.begin(activity).await
}
