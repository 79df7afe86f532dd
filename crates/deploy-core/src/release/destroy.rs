//! `deploy destroy`: takes away everything that Terraform made in an environment. A protected one is refused.

use crate::event::Step;
use crate::project::Environment;

use super::plan::about;
use super::ready::Intent;
use super::{Error, Run};

impl Run {
    /// Plans the destruction, asks for the environment's name to be typed, and carries it out.
    pub async fn destroy(&self, environment: &Environment) -> Result<(), crate::Error> {
        self.choose(environment);
        if environment.settings.protected {
            return Err(Error::Protected(environment.name.clone()).into());
        }
        self.consent.can_be_had()?;
        let ready = self.ready(environment, Intent::Change).await?;
        let tag = self.plan_tag(None, &ready).await?;
        let plan = self.step(Step::Plan, about(&ready, &tag), self.own_destroy_plan(&ready, &tag)).await?;
        if !plan.changes {
            return Ok(());
        }
        let name = environment.name.as_str();
        let question = format!("This destroys everything in {name}. To go on, type the environment's name:");
        self.consent.get_typed(&question, name, &self.context.interrupt).await?;
        self.apply_plan(&ready, &tag, &plan.file()).await.map(drop)
    }
}
