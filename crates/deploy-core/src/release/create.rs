//! `deploy create`: an environment from nothing, or from whatever is there already.

use crate::event::{Fact, Step};
use crate::project::Environment;
use crate::registry::Ecr;

use super::Run;
use super::tag::BuildTag;

impl Run {
    /// Makes the repositories that the account lacks, after consent, and the workspace. Returns whether anything was
    /// missing.
    pub async fn create(&self, environment: &Environment) -> Result<bool, crate::Error> {
        self.choose(environment);
        let terraform = self.terraform(environment)?;
        terraform.require_program()?;
        let account = self.account(environment).await?;
        // Any tag will do: only the repositories' names matter.
        let images = self.images(&BuildTag::choose(None, None).tag, Vec::new(), &[]).await?;
        let registries = images.registries(Some(&account.aws)).await?;
        let missing = images.missing_repositories(&registries).await?;
        let made_some = !missing.is_empty();
        if made_some {
            self.confirm_repositories(&missing).await?;
            self.step(Step::Repositories, account.id.as_str(), self.make_repositories(missing)).await?;
        }
        let made = self.step(Step::Init, environment.name.as_str(), terraform.create_workspace()).await?;
        self.ready_with(environment, terraform, Some(account)).await?;
        Ok(made || made_some)
    }

    async fn confirm_repositories(&self, missing: &[(Ecr, String)]) -> Result<(), crate::Error> {
        let names: Vec<_> = missing.iter().map(|(ecr, name)| format!("{}/{name}", ecr.host())).collect();
        self.context.events.note(format!("the account lacks the repositories {}", names.join(", ")));
        self.consent.get("Make them (immutable tags, scan on push)? [yes/no]", &self.context.interrupt).await
    }

    async fn make_repositories(&self, missing: Vec<(Ecr, String)>) -> Result<(), crate::Error> {
        for (ecr, name) in missing {
            self.context.interrupt.check()?;
            ecr.create_repository(&name).await?;
            self.context.events.say(Fact::RepositoryCreated { repository: format!("{}/{name}", ecr.host()) });
        }
        Ok(())
    }
}
