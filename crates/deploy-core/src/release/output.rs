//! `deploy output`: what Terraform's last apply gave, read where the state lies.

use crate::project::Environment;
use crate::terraform::Outputs;

use super::Run;
use super::ready::Intent;

impl Run {
    /// The outputs of an environment.
    pub async fn output(&self, environment: &Environment) -> Result<Outputs, crate::Error> {
        let ready = self.ready(environment, Intent::Read).await?;
        Ok(ready.terraform.outputs(ready.aws.as_ref()).await?)
    }
}
