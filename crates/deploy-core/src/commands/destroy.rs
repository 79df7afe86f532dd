//! `deploy destroy`: destroys everything that Terraform made in an environment. A protected one is refused.

use crate::error::Error;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::apply::{self, PlanFile};
use crate::steps::environment::{self, Access};
use crate::steps::plan::{self, TempPlan};
use crate::steps::runs::lock::{self, Taken};
use crate::steps::runs::{self, Run};
use crate::steps::{Error as StepsError, tag};
use crate::types::Activity;

/// Plans the destruction, asks for the environment's name to be typed, and applies the plan.
pub async fn destroy(session: &Session, config: &EnvironmentConfig) -> Result<(), Error> {
    environment::announce(session, config);
    if config.settings.protected {
        return Err(StepsError::Protected(config.name.clone()).into());
    }
    session.consent.ensure_possible(config)?;
    let environment = environment::open(session, config, Access::LockedChange).await?;
    let run = Run::new(session, &environment, "destroy").await?;
    lock::require_free(&run).await?;
    let tag = tag::for_state(session, &environment, None).await?;
    let plan = plan::create_destroy(session, &environment, &tag).await?;
    if !plan.has_changes {
        return Ok(());
    }
    confirm(session, config, &plan).await?;
    let destroy_it = async |taken: Taken| {
        let again = match taken {
            Taken::AtOnce => None,
            Taken::AfterAnother => {
                let again = plan::create_destroy(session, &environment, &tag).await?;
                confirm(session, config, &again).await?;
                Some(again)
            }
        };
        let plan = again.as_ref().unwrap_or(&plan);
        let file = PlanFile { file: &plan.file(), changes: &plan.changes, tag: &tag };
        runs::record(&run, apply::destroy(&run, &file)).await.map(drop)
    };
    lock::hold(&run, Activity::Destroying, destroy_it).await
}

async fn confirm(session: &Session, config: &EnvironmentConfig, plan: &TempPlan) -> Result<(), Error> {
    let question = format!("This destroys everything in {} ({}).", config.name, plan.changes);
    session.consent.obtain_name(config, &question, &session.context.interrupt).await
}
