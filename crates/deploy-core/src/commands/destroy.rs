//! `deploy destroy`: destroys everything that Terraform made in an environment. A protected one is refused.

use crate::error::Error;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::apply::{self, PlanFile};
use crate::steps::environment::{self, Access};
use crate::steps::{Error as StepsError, plan, tag};

/// Plans the destruction, asks for the environment's name to be typed, and applies the plan.
pub async fn destroy(session: &Session, config: &EnvironmentConfig) -> Result<(), Error> {
    environment::announce(session, config);
    if config.settings.protected {
        return Err(StepsError::Protected(config.name.clone()).into());
    }
    session.consent.ensure_possible(config)?;
    let environment = environment::open(session, config, Access::Change).await?;
    let tag = tag::for_state(session, &environment, None).await?;
    let plan = plan::create_destroy(session, &environment, &tag).await?;
    if !plan.has_changes {
        return Ok(());
    }
    let question = format!("This destroys everything in {} ({}).", config.name, plan.changes);
    session.consent.obtain_name(config, &question, &session.context.interrupt).await?;
    let file = PlanFile { file: &plan.file(), changes: &plan.changes, tag: &tag };
    apply::destroy(session, &environment, &file).await.map(drop)
}
