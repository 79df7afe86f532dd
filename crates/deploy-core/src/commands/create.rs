//! `deploy create`: an environment from nothing, or from whatever exists already.

use crate::aws::ecr::repository;
use crate::error::Error;
use crate::event::{EventKind, Step};
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::Error as StepsError;
use crate::steps::environment::{self, Access, Environment};
use crate::steps::images::read::{self, Selection};
use crate::steps::images::registries::{self, MissingRepository};
use crate::steps::runs::{self, Run, lock};
use crate::steps::tag::ChosenTag;
use crate::terraform::{self, workspace};
use crate::types::Activity;

/// Makes the repositories that the account does not have, after consent, and the workspace. Returns whether anything was
/// missing.
pub async fn create(session: &Session, config: &EnvironmentConfig) -> Result<bool, Error> {
    environment::announce(session, config);
    let has_images = session.project.has_build_file();
    let access = if has_images { Access::LockedChange } else { Access::Read };
    let environment = environment::authenticated(session, config, access).await?;
    let initialising = workspace::initialise(&environment.terraform);
    let exists = session.step(Step::Init, config.name.as_str(), initialising).await?;
    let missing = if has_images { missing_repositories(session, &environment).await? } else { Vec::new() };
    let anything = !exists || !missing.is_empty();
    if !exists {
        require_empty_default(session, &environment).await?;
    }
    if !missing.is_empty() {
        confirm(session, config, &missing).await?;
    }
    if !exists {
        confirm_workspace(session, config).await?;
    }
    if anything {
        let run = Run::new(session, &environment, "create").await?;
        let making = async |_| runs::record(&run, make_all(&run, missing, !exists)).await;
        lock::hold(&run, Activity::Creating, making).await?;
    }
    environment::prepare(&environment).await?;
    Ok(anything)
}

/// Makes the repositories, then the workspace.
async fn make_all(
    run: &Run<'_>,
    missing: Vec<MissingRepository>,
    workspace_is_missing: bool,
) -> Result<(), Error> {
    let Run { session, environment, .. } = run;
    run.begin(Activity::Creating).await?;
    if !missing.is_empty() {
        let account = environment.account().await?.as_str();
        session.step(Step::Repositories, account, make(session, missing)).await?;
    }
    if workspace_is_missing {
        workspace::create(&environment.terraform).await?;
        let workspace = environment.config.workspace.clone();
        session.emit(EventKind::WorkspaceCreated { workspace });
    }
    Ok(())
}

/// The repositories that the build file names and the account lacks.
async fn missing_repositories(
    session: &Session,
    environment: &Environment,
) -> Result<Vec<MissingRepository>, Error> {
    // Any tag will do: only the repositories' names matter.
    let tag = ChosenTag::choose(None, None).tag;
    let images = read::read(session, &tag, Selection::default()).await?;
    let registries = registries::of_images(&images, &environment.connection).await?;
    registries::missing_repositories(&images, &registries).await
}

/// A root that was never used with workspaces has its state in `default`: a plan in a new, empty workspace would create
/// everything again.
async fn require_empty_default(session: &Session, environment: &Environment) -> Result<(), Error> {
    let (config, terraform) = (&environment.config, &environment.terraform);
    if !terraform::default_has_resources(terraform, &environment.connection).await? {
        return Ok(());
    }
    if session.consent.is_general() {
        return Err(StepsError::DefaultInUse(config.name.clone()).into());
    }
    let question = "The Terraform workspace `default` has resources. Create an empty workspace anyway?";
    session.consent.obtain_name(config, question, &session.context.interrupt).await
}

/// In a protected environment nothing is made without consent.
async fn confirm_workspace(session: &Session, config: &EnvironmentConfig) -> Result<(), Error> {
    if !config.settings.protected {
        return Ok(());
    }
    let question = format!("Create the workspace {}?", config.workspace);
    session.consent.obtain(config, &question, &session.context.interrupt).await
}

async fn confirm(
    session: &Session,
    config: &EnvironmentConfig,
    missing: &[MissingRepository],
) -> Result<(), Error> {
    let names: Vec<_> = missing.iter().map(MissingRepository::address).collect();
    session.context.events.note(format!("repositories not found in the account: {}", names.join(", ")));
    let question = format!("Create {} (immutable tags, scan on push)?", names.join(", "));
    session.consent.obtain(config, &question, &session.context.interrupt).await
}

async fn make(session: &Session, missing: Vec<MissingRepository>) -> Result<(), Error> {
    for repository in missing {
        session.context.interrupt.check()?;
        repository::create(&repository.ecr, &repository.name).await?;
        session.emit(EventKind::RepositoryCreated { repository: repository.address() });
    }
    Ok(())
}
