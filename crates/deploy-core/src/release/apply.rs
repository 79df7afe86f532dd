//! `deploy apply`: applies exactly what was planned, then follows the rollout to its end.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::event::{Fact, Step};
use crate::image::Tag;
use crate::project::Environment;
use crate::terraform::{self, Passport, Show};

use super::plan::{OwnPlan, about};
use super::ready::{Intent, Ready};
use super::rollout::Follow;
use super::{Consent, Run};

/// What an apply came to.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The tag.
    pub tag: Tag,
    /// Whether services were followed until they ran it.
    pub runs: bool,
}

/// What to apply, and whether to follow the rollout.
#[derive(Clone, Debug)]
pub struct Apply {
    /// What.
    pub what: What,
    /// How to follow the rollout, if at all.
    pub follow: Option<Follow>,
}

/// What to apply.
#[derive(Clone, Debug)]
pub enum What {
    /// A tag; if none is given, the one that the environment runs.
    Tag(Option<Tag>),
    /// A plan that was saved.
    Plan(PathBuf),
}

impl Run {
    /// Applies, and follows the rollout.
    pub async fn apply(&self, environment: &Environment, request: Apply) -> Result<Applied, crate::Error> {
        self.choose(environment);
        match request.what {
            What::Tag(tag) => {
                self.consent.can_be_had()?;
                let ready = self.ready(environment, Intent::Change).await?;
                let tag = self.plan_tag(tag, &ready).await?;
                let plan = self
                    .step(Step::Plan, about(&ready, &tag), self.own_plan(&ready, &tag, Show::Stream))
                    .await?;
                let runs = self.apply_own(&ready, &tag, &plan, request.follow).await?;
                Ok(Applied { tag, runs })
            }
            What::Plan(file) => self.apply_saved(environment, &file, request.follow).await,
        }
    }

    /// A saved plan must have been made for what is there now.
    async fn apply_saved(
        &self,
        environment: &Environment,
        file: &Path,
        follow: Option<Follow>,
    ) -> Result<Applied, crate::Error> {
        // Terraform runs in its own folder, where a relative path means another file.
        let file = &std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let passport = Passport::read(file)?;
        self.consent.can_be_had()?;
        let ready = self.ready(environment, Intent::Change).await?;
        let state = ready.terraform.state(ready.aws.as_ref()).await?;
        let now = ready.terraform.passport(file, ready.circumstances(&passport.tag, state.as_ref())).await?;
        passport.check(&now)?;
        let tag = passport.tag;
        self.context.events.say(Fact::TagChosen { tag: tag.clone(), origin: "the saved plan's".to_owned() });
        if let Consent::Ask(_) = self.consent {
            ready.terraform.show(file).await?;
        }
        self.confirm(&ready, &tag).await?;
        let runs = self.carry_out(&ready, &tag, file, follow).await?;
        Ok(Applied { tag, runs })
    }

    /// Applies a plan of this run, which is in view, if it changes anything. Returns whether services were followed.
    pub(super) async fn apply_own(
        &self,
        ready: &Ready,
        tag: &Tag,
        plan: &OwnPlan,
        follow: Option<Follow>,
    ) -> Result<bool, crate::Error> {
        if plan.changes {
            self.confirm(ready, tag).await?;
            return self.carry_out(ready, tag, &plan.file(), follow).await;
        }
        match (follow, &ready.aws) {
            (Some(follow), Some(aws)) => {
                let before = self.before(ready, aws).await?;
                self.follow_applied(ready, aws, (before, &BTreeSet::new()), follow).await
            }
            _ => Ok(false),
        }
    }

    async fn confirm(&self, ready: &Ready, tag: &Tag) -> Result<(), crate::Error> {
        let question = format!("Apply this to {} with tag {tag}? [yes/no]", ready.environment.name);
        self.consent.get(&question, &self.context.interrupt).await
    }

    async fn carry_out(
        &self,
        ready: &Ready,
        tag: &Tag,
        plan: &Path,
        follow: Option<Follow>,
    ) -> Result<bool, crate::Error> {
        let (Some(follow), Some(aws)) = (follow, &ready.aws) else {
            return self.apply_plan(ready, tag, plan).await.map(|_| false);
        };
        let before = self.before(ready, aws).await?;
        let applied = self.apply_plan(ready, tag, plan).await?;
        let changed = applied.changes.into_iter().filter_map(|change| change.id).collect();
        self.follow_applied(ready, aws, (before, &changed), follow).await
    }

    pub(super) async fn apply_plan(
        &self,
        ready: &Ready,
        tag: &Tag,
        plan: &Path,
    ) -> Result<terraform::Applied, crate::Error> {
        self.step(Step::Apply, about(ready, tag), ready.terraform.apply(plan)).await
    }
}
