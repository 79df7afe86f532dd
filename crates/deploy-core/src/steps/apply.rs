//! Applying exactly what was planned, then following the rollout to its end.

use std::collections::BTreeSet;
use std::path::Path;

use super::environment::Environment;
use super::plan::{TempPlan, about};
use super::rollout::{self, Baselines, Follow};
use crate::error::Error;
use crate::event::Step;
use crate::session::Session;
use crate::terraform;
use crate::types::Tag;

/// What an apply came to.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The tag.
    pub tag: Tag,
    /// Whether services were followed until they ran it.
    pub runs: bool,
}

/// A plan in a file, and the tag that it was made with.
pub(crate) struct PlanFile<'a> {
    pub(crate) file: &'a Path,
    pub(crate) tag: &'a Tag,
}

/// Asks for consent to apply a plan, unless it changes nothing.
pub(crate) async fn confirm(
    session: &Session,
    environment: &Environment,
    plan: &TempPlan,
) -> Result<(), Error> {
    if plan.changes { confirm_tag(session, environment, &plan.tag).await } else { Ok(()) }
}

/// Asks for consent to apply.
pub(crate) async fn confirm_tag(
    session: &Session,
    environment: &Environment,
    tag: &Tag,
) -> Result<(), Error> {
    let question = format!("Apply this to {} with tag {tag}? [yes/no]", environment.config.name);
    session.consent.obtain(&question, &session.context.interrupt).await
}

/// Applies a plan of this run if it changes anything, and follows the rollout.
pub(crate) async fn apply_and_follow(
    session: &Session,
    environment: &Environment,
    plan: &TempPlan,
    follow: Option<Follow>,
) -> Result<Applied, Error> {
    let tag = &plan.tag;
    if plan.changes {
        let file = &plan.file();
        return apply_file_and_follow(session, environment, PlanFile { file, tag }, follow).await;
    }
    let runs = match follow {
        Some(follow) => {
            let baselines = rollout::baselines(environment).await?;
            let change = rollout::Change { baselines, changed: BTreeSet::new() };
            rollout::follow_applied(session, environment, &change, follow).await?
        }
        None => false,
    };
    Ok(Applied { tag: tag.clone(), runs })
}

/// Applies a plan in a file, and follows the rollout.
pub(crate) async fn apply_file_and_follow(
    session: &Session,
    environment: &Environment,
    plan: PlanFile<'_>,
    follow: Option<Follow>,
) -> Result<Applied, Error> {
    let baselines = match follow {
        Some(_) => rollout::baselines(environment).await?,
        None => Baselines::default(),
    };
    let applied = apply(session, environment, &plan).await?;
    let changed = applied.changes.into_iter().filter_map(|change| change.id).collect();
    let runs = match follow {
        Some(follow) => {
            let change = rollout::Change { baselines, changed };
            rollout::follow_applied(session, environment, &change, follow).await?
        }
        None => false,
    };
    Ok(Applied { tag: plan.tag.clone(), runs })
}

/// Applies a plan.
pub(crate) async fn apply(
    session: &Session,
    environment: &Environment,
    plan: &PlanFile<'_>,
) -> Result<terraform::Applied, Error> {
    let applying = terraform::apply(&environment.terraform, plan.file);
    session.step(Step::Apply, about(environment, plan.tag), applying).await
}
