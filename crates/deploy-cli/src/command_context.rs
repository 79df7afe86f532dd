//! What every command starts from: where events go, the global options, and the project.

use std::path::PathBuf;
use std::sync::Arc;

use deploy_core::commands::{Consent, Session};
use deploy_core::project::{self, EnvironmentConfig, Project, ProjectPaths};
use deploy_core::{Context, Error, env_var};

use crate::args::{ConsentArgs, EnvironmentArgs, GlobalArgs, LockArgs};
use crate::output::{printer, question};

pub(crate) struct CommandContext {
    pub(crate) context: Context,
    pub(crate) global: GlobalArgs,
}

/// What only some commands set for their session.
#[derive(Default)]
pub(crate) struct SessionOptions {
    /// The Compose files; none means the project's own.
    pub(crate) build_files: Vec<PathBuf>,
    /// Consent that is given: nothing is asked.
    pub(crate) consent: ConsentArgs,
    /// How long to wait for the environment.
    pub(crate) lock: LockArgs,
}

impl CommandContext {
    /// A session for a command that works on no environment.
    pub(crate) fn session(&self, build_files: Vec<PathBuf>) -> Result<Session, Error> {
        let project = self.project(build_files)?;
        Ok(self.open(project, ConsentArgs::default()))
    }

    /// A session, and the environment that was named, or else the default one.
    pub(crate) fn session_in(
        &self,
        environment: &EnvironmentArgs,
        options: SessionOptions,
    ) -> Result<(Session, EnvironmentConfig), Error> {
        let project = self.project(options.build_files)?;
        let from_environment = env_var::read(env_var::ENVIRONMENT)?;
        let environment = project.environment(environment.env.as_ref(), from_environment.as_ref())?;
        let session = self.open(project, options.consent).with_lock_timeout(options.lock.timeout());
        Ok((session, environment))
    }

    /// The folder that relative paths of the user start from.
    pub(crate) fn folder(&self) -> PathBuf {
        self.global.directory.clone().unwrap_or_else(|| PathBuf::from("."))
    }

    fn project(&self, build_files: Vec<PathBuf>) -> Result<Project, project::Error> {
        let terraform_directory = env_var::path(env_var::TERRAFORM_DIRECTORY);
        Project::open(&self.folder(), ProjectPaths { terraform_directory, build_files })
    }

    fn open(&self, project: Project, given: ConsentArgs) -> Session {
        Session::new(self.context.clone(), project, consent(given), printer::has_colors())
    }
}

fn consent(given: ConsentArgs) -> Consent {
    match given.confirm.environment {
        Some(environment) => Consent::Confirmed(environment),
        None if given.yes => Consent::Given,
        None if question::can_ask() => Consent::Ask(Arc::new(question::ask)),
        None => Consent::Impossible,
    }
}
