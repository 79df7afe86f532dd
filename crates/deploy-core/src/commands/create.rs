//! `deploy create`: an environment from nothing, or from whatever exists already.

use crate::aws::ecr::repository;
use crate::error::Error;
use crate::event::{EventKind, Step};
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access, Environment};
use crate::steps::images::read::{self, Selection};
use crate::steps::images::registries::{self, MissingRepository};
use crate::steps::tag::ChosenTag;
use crate::terraform::workspace;

/// Makes the repositories that the account does not have, after consent, and the workspace. Returns whether anything was
/// missing.
pub async fn create(session: &Session, config: &EnvironmentConfig) -> Result<bool, Error> {
    environment::announce(session, config);
    let environment = environment::authenticated(session, config, Access::Change).await?;
    // Any tag will do: only the repositories' names matter.
    let tag = ChosenTag::choose(None, None).tag;
    let images = read::read(session, &tag, Selection::default()).await?;
    let registries = registries::of_images(&images, &environment.connection).await?;
    let missing = registries::missing_repositories(&images, &registries).await?;
    let made_some = !missing.is_empty();
    if made_some {
        confirm(session, config, &missing).await?;
        let account = environment.account().await?.as_str();
        session.step(Step::Repositories, account, make(session, missing)).await?;
    }
    let creating = create_workspace(session, &environment);
    let made = session.step(Step::Init, config.name.as_str(), creating).await?;
    if made {
        session.emit(EventKind::WorkspaceCreated { workspace: config.name.clone() });
    }
    environment::prepare(&environment).await?;
    Ok(made || made_some)
}

/// In a protected environment nothing is made without consent.
async fn create_workspace(session: &Session, environment: &Environment) -> Result<bool, Error> {
    let (config, terraform) = (&environment.config, &environment.terraform);
    if workspace::initialise(terraform).await? {
        return Ok(false);
    }
    if config.settings.protected {
        let question = format!("Create the workspace {}?", config.name);
        session.consent.obtain(config, &question, &session.context.interrupt).await?;
    }
    workspace::create(terraform).await?;
    Ok(true)
}

async fn confirm(
    session: &Session,
    config: &EnvironmentConfig,
    missing: &[MissingRepository],
) -> Result<(), Error> {
    let names: Vec<_> = missing.iter().map(MissingRepository::address).collect();
    session.context.events.note(format!("repositories not found in the account: {}", names.join(", ")));
    let question = "Create them (immutable tags, scan on push)?";
    session.consent.obtain(config, question, &session.context.interrupt).await
}

async fn make(session: &Session, missing: Vec<MissingRepository>) -> Result<(), Error> {
    for repository in missing {
        session.context.interrupt.check()?;
        repository::create(&repository.ecr, &repository.name).await?;
        session.emit(EventKind::RepositoryCreated { repository: repository.address() });
    }
    Ok(())
}
