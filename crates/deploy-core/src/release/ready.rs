//! An environment that may be worked on: the right account, Terraform initialised, the workspace there.

use crate::aws::{Aws, Settings as AwsSettings};
use crate::image::AccountId;
use crate::project::Environment;
use crate::scratch::Scratch;
use crate::terraform::{self, Terraform};

use super::{Error, Run};

/// What is about to be done with an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intent {
    /// Reading its state; AWS is asked only if the state is there, or the account must be checked.
    Read,
    /// Planning or changing: who we are must be known.
    Change,
}

/// An account that we have credentials for, and that is the one that `deploy.toml` says.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) aws: Aws,
    pub(super) id: AccountId,
}

/// An environment that may be worked on.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    pub(super) environment: Environment,
    pub(super) terraform: Terraform,
    /// None only where nothing but a local state is read.
    pub(super) aws: Option<Aws>,
    pub(super) account: Option<AccountId>,
}

impl Run {
    /// Makes sure of everything, the account first.
    pub(super) async fn ready(
        &self,
        environment: &Environment,
        intent: Intent,
    ) -> Result<Ready, crate::Error> {
        let terraform = self.terraform(environment)?;
        if intent == Intent::Change {
            terraform.require_program()?;
        }
        let guarded = environment.settings.account.is_some();
        let account =
            if intent == Intent::Change || guarded { Some(self.account(environment).await?) } else { None };
        self.ready_with(environment, terraform, account).await
    }

    /// As [`Run::ready`], with an account that was made sure of.
    pub(super) async fn ready_with(
        &self,
        environment: &Environment,
        terraform: Terraform,
        account: Option<Account>,
    ) -> Result<Ready, crate::Error> {
        terraform.ensure_initialised().await?;
        let (mut aws, account) = account.map(|account| (account.aws, account.id)).unzip();
        if aws.is_none() && terraform.keeps_state_in_aws()? {
            aws = Some(Aws::connect(&aws_settings(environment)).await?);
        }
        terraform.require_workspace(aws.as_ref()).await?;
        Ok(Ready { environment: environment.clone(), terraform, aws, account })
    }

    /// Who we are, which must be who `deploy.toml` says.
    pub(super) async fn account(&self, environment: &Environment) -> Result<Account, crate::Error> {
        let aws = Aws::connect(&aws_settings(environment)).await?;
        let identity = aws.identity().await?;
        match &environment.settings.account {
            Some(expected) if *expected != identity.account => Err(Error::WrongAccount {
                environment: environment.name.clone(),
                expected: expected.clone(),
                actual: identity.account,
                arn: identity.arn,
            }
            .into()),
            _ => Ok(Account { aws, id: identity.account }),
        }
    }

    /// The environment's Terraform. Nothing is run.
    pub(super) fn terraform(&self, environment: &Environment) -> Result<Terraform, crate::Error> {
        let directory = self.project.terraform_directory()?;
        let scratch = Scratch::open(self.project.root())?;
        let config = &self.project.config().terraform;
        let settings = terraform::Settings {
            program: config.program.clone().unwrap_or_else(|| "terraform".to_owned()),
            directory,
            data_dir: scratch.environment(&environment.name)?.join("terraform"),
            workspace: environment.name.clone(),
            var_files: environment.var_files.clone(),
            parallelism: config.parallelism.map(Into::into),
            color: self.color,
            env: aws_variables(environment),
        };
        Ok(Terraform::find(settings, &self.context)?)
    }
}

/// How to reach the environment's account.
pub(super) fn aws_settings(environment: &Environment) -> AwsSettings {
    let settings = &environment.settings;
    AwsSettings { profile: settings.profile.clone(), region: settings.region.clone() }
}

/// The same for Terraform, whose providers and backends read it from the environment.
fn aws_variables(environment: &Environment) -> Vec<(std::ffi::OsString, std::ffi::OsString)> {
    let settings = &environment.settings;
    let mut variables = Vec::new();
    if let Some(profile) = &settings.profile {
        variables.push(("AWS_PROFILE".into(), profile.into()));
    }
    if let Some(region) = &settings.region {
        variables.push(("AWS_REGION".into(), region.into()));
        variables.push(("AWS_DEFAULT_REGION".into(), region.into()));
    }
    variables
}
