//! An environment that may be worked on: the right account, Terraform initialised, the workspace there.

use std::ffi::OsString;

use crate::aws::{self, Aws, AwsConnection, Location, credentials};
use crate::dirs::Dirs;
use crate::error::Error;
use crate::event::{EnvironmentLocation, EventKind};
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::terraform::{self, EarlierApply, Terraform, workspace};
use crate::types::AccountId;

/// What is about to be done with an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// As [`Self::Read`], for a query: nothing is said beside its answer.
    Query,
    /// Reading its state; AWS is asked only if the state is there, or the account must be checked.
    Read,
    /// Planning or changing: the account must be known.
    Change,
    /// The same under the lock, which says who is at it.
    LockedChange,
}

/// An environment with its Terraform and its account.
#[derive(Clone, Debug)]
pub(crate) struct Environment {
    pub(crate) config: EnvironmentConfig,
    pub(crate) terraform: Terraform,
    pub(crate) connection: AwsConnection,
}

impl Environment {
    /// The account, which is the one that `deploy.toml` says, if it says one.
    pub(crate) async fn aws(&self) -> Result<&Aws, Error> {
        Ok(self.connection.get().await?)
    }

    /// The account's id, as STS says.
    pub(crate) async fn account(&self) -> Result<&AccountId, Error> {
        Ok(&self.connection.identity().await?.account)
    }
}

/// Tells the JSON stream which environment a command works on.
pub(crate) fn announce(session: &Session, config: &EnvironmentConfig) {
    session.emit(EventKind::EnvironmentChosen { environment: config.name.clone() });
}

/// Finds the environment, and makes sure that it may be worked on.
pub(crate) async fn open(
    session: &Session,
    config: &EnvironmentConfig,
    access: Access,
) -> Result<Environment, Error> {
    let environment = authenticated(session, config, access).await?;
    prepare(&environment).await?;
    Ok(environment)
}

/// Finds the environment, makes sure that the account is the right one, and says where it is.
pub(crate) async fn authenticated(
    session: &Session,
    config: &EnvironmentConfig,
    access: Access,
) -> Result<Environment, Error> {
    let environment = find(session, config)?;
    let checked = match access {
        Access::Change | Access::LockedChange => authenticate(&environment).await,
        Access::Query | Access::Read => require_account(&environment).await,
    };
    if access != Access::Query {
        emit_location(session, &environment);
    }
    checked?;
    if access != Access::Query {
        tell_of_earlier_apply(session, &environment, access)?;
    }
    Ok(environment)
}

/// Says what became of an apply whose run was killed. While Terraform is at it, nothing else is changed.
pub(crate) fn tell_of_earlier_apply(
    session: &Session,
    environment: &Environment,
    access: Access,
) -> Result<(), Error> {
    let name = &environment.config.name;
    match terraform::earlier(&environment.terraform) {
        None => {}
        Some(EarlierApply::Running { since }) => {
            let error = terraform::Error::StillApplying { environment: name.clone(), since: Some(since) };
            match access {
                Access::Change => return Err(error.into()),
                Access::LockedChange => {}
                Access::Query | Access::Read => session.context.events.warn(error.to_string(), None),
            }
        }
        Some(EarlierApply::Ended(ended)) => {
            let hint = "what is unfinished may exist without being in the state: plan again, and import it";
            let hint = (!ended.is_complete()).then(|| hint.to_owned());
            session.context.events.warn(format!("the run was killed whose apply to `{name}` {ended}"), hint);
        }
    }
    Ok(())
}

fn emit_location(session: &Session, environment: &Environment) {
    let Location { account, region, profile, replaced_profile, role, endpoint } =
        environment.connection.location();
    let environment = environment.config.name.clone();
    let location =
        EnvironmentLocation { environment, account, region, profile, replaced_profile, role, endpoint };
    session.emit(EventKind::EnvironmentLocated { location });
}

/// Finds the environment. Nothing is run or called.
pub(crate) fn find(session: &Session, config: &EnvironmentConfig) -> Result<Environment, Error> {
    let project = &session.project;
    let aws_settings = aws_settings(config);
    aws::require_expected_region(&aws_settings)?;
    let terraform_config = &project.config().terraform;
    let (dirs, directory) = (Dirs::open(project.root())?, config.directory.clone());
    let settings = terraform::Settings {
        program: terraform_config.program.clone().unwrap_or_else(|| "terraform".to_owned()),
        data_dir: dirs.terraform_data(&directory, &config.name)?,
        plugin_cache: Some(dirs.plugins()?),
        applies: dirs.applies(&directory, &config.name),
        errored_states: dirs.errored_states(&directory, &config.name),
        directory,
        environment: config.name.clone(),
        workspace: config.workspace.clone(),
        var_files: config.var_files.clone(),
        backend_config: [&terraform_config.backend_config[..], &config.settings.backend_config].concat(),
        parallelism: terraform_config.parallelism.map(Into::into),
        color: session.color,
        env: aws_variables(config),
    };
    Ok(Environment {
        config: config.clone(),
        terraform: Terraform::find(settings, &session.context)?,
        connection: AwsConnection::new(Some(aws_settings), &session.context.interrupt),
    })
}

/// Makes sure, before a change, that Terraform is there and that the account is the right one, which is asked for.
async fn authenticate(environment: &Environment) -> Result<(), Error> {
    environment.terraform.require_program()?;
    environment.account().await.map(drop)
}

/// Makes sure that the account is the one that `deploy.toml` says, if it says one.
async fn require_account(environment: &Environment) -> Result<(), Error> {
    if environment.connection.must_be_checked() {
        environment.account().await?;
    }
    Ok(())
}

/// Makes sure that Terraform is initialised and that the workspace is there.
pub(crate) async fn prepare(environment: &Environment) -> Result<(), Error> {
    terraform::ensure_initialised(&environment.terraform).await?;
    Ok(workspace::require(&environment.terraform, &environment.connection).await?)
}

fn aws_settings(config: &EnvironmentConfig) -> aws::Settings {
    let settings = &config.settings;
    aws::Settings {
        environment: config.name.clone(),
        account: settings.account.clone(),
        profile: settings.profile.clone(),
        role: settings.role_arn.clone(),
        region: settings.region.clone(),
    }
}

/// The same for Terraform, whose providers and backends read it from the environment. Where keys take the place of the
/// profile, it may not exist on this machine, which is an error to Terraform.
fn aws_variables(config: &EnvironmentConfig) -> Vec<(OsString, OsString)> {
    let settings = &config.settings;
    let mut variables = Vec::new();
    if let Some(profile) = settings.profile.as_ref().filter(|_| !credentials::are_in_environment()) {
        variables.push(("AWS_PROFILE".into(), profile.into()));
    }
    if let Some(region) = &settings.region {
        variables.push(("AWS_REGION".into(), region.into()));
        variables.push(("AWS_DEFAULT_REGION".into(), region.into()));
    }
    variables
}
