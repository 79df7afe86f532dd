//! `deploy init`: initialises Terraform for an environment that exists.

use crate::event::Step;
use crate::project::Environment;
use crate::terraform;

use super::Run;
use super::ready::aws_settings;
use crate::aws::Aws;

/// How to initialise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Init {
    /// Take newer providers and modules, and write the lock file.
    pub upgrade: bool,
    /// Forget the backend's saved configuration.
    pub reconfigure: bool,
}

impl Run {
    /// Initialises, and makes sure that the workspace is there.
    pub async fn init(&self, environment: &Environment, how: Init) -> Result<(), crate::Error> {
        self.choose(environment);
        let account = match environment.settings.account {
            Some(_) => Some(self.account(environment).await?),
            None => None,
        };
        let terraform = self.terraform(environment)?;
        let init = terraform::Init { upgrade: how.upgrade, reconfigure: how.reconfigure };
        self.step(Step::Init, environment.name.as_str(), terraform.init(init)).await?;
        let aws = match account {
            Some(account) => Some(account.aws),
            None if terraform.keeps_state_in_aws()? => Some(Aws::connect(&aws_settings(environment)).await?),
            None => None,
        };
        Ok(terraform.require_workspace(aws.as_ref()).await?)
    }
}
