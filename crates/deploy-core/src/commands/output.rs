//! `deploy output`: the outputs of Terraform's last apply, read where the state is.

use crate::error::Error;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::terraform::{self, Outputs};

/// The outputs of an environment.
pub async fn output(session: &Session, config: &EnvironmentConfig) -> Result<Outputs, Error> {
    let environment = environment::open(session, config, Access::Query).await?;
    Ok(terraform::outputs(&environment.terraform, &environment.connection).await?)
}
