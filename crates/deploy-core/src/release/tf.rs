//! `deploy tf`: Terraform itself, in the right workspace and with the right var-files.

use std::ffi::OsString;

use crate::image::Tag;
use crate::project::Environment;
use crate::terraform::Terraform;

use super::Run;
use super::ready::Intent;

impl Run {
    /// Runs Terraform with our own streams and returns its exit code. `interactive` says whether it reads a terminal.
    pub async fn tf(
        &self,
        environment: &Environment,
        tag: Option<Tag>,
        args: &[OsString],
        interactive: bool,
    ) -> Result<i32, crate::Error> {
        self.choose(environment);
        if Terraform::needs_no_environment(args) {
            if environment.settings.account.is_some() {
                self.account(environment).await?;
            }
            let terraform = self.terraform(environment)?;
            return Ok(terraform.pass_through(None, args, interactive).await?.code());
        }
        let ready = self.ready(environment, Intent::Read).await?;
        let tag =
            if Terraform::takes_variables(args) { Some(self.plan_tag(tag, &ready).await?) } else { None };
        let exit = ready.terraform.pass_through(tag.as_ref(), args, interactive).await?;
        Ok(exit.code())
    }
}
