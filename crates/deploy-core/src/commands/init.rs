//! `deploy init`: initialises Terraform for an environment that exists.

use crate::error::Error;
use crate::event::Step;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::terraform::{self, InitOptions, workspace};

/// How to initialise.
#[derive(Clone, Copy, Debug, Default)]
pub struct InitRequest {
    /// Take newer providers and modules, and write the lock file.
    pub upgrade: bool,
    /// Forget the backend's saved configuration.
    pub reconfigure: bool,
}

/// Initialises, and makes sure that the workspace exists.
pub async fn init(session: &Session, config: &EnvironmentConfig, request: InitRequest) -> Result<(), Error> {
    environment::announce(session, config);
    let environment = environment::authenticated(session, config, Access::Read).await?;
    let InitRequest { upgrade, reconfigure } = request;
    let initialising = terraform::init(&environment.terraform, InitOptions { upgrade, reconfigure });
    session.step(Step::Init, config.name.as_str(), initialising).await?;
    Ok(workspace::require(&environment.terraform, &environment.connection).await?)
}
