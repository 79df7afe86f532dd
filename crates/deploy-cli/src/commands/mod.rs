//! One file for each command: what was typed → a call of the library → what to say at the end.

mod all;
mod apply;
mod build;
mod completions;
mod create;
mod destroy;
mod fargate;
mod init;
mod modules;
mod output;
mod plan;
mod push;
mod redeploy;
mod status;
mod tf;
mod version;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use deploy_core::commands::{Applied, ChosenTag, Consent, Follow, Session};
use deploy_core::error::Failure;
use deploy_core::project::{self, EnvironmentConfig, Project, ProjectPaths};
use deploy_core::types::Tag;
use deploy_core::{Context, env_var};

use crate::args::{self, Args, Command, Global};
use crate::outcome::{Ended, Outcome};
use crate::terminal::Terminal;

/// What the program itself could not have.
#[derive(Debug, thiserror::Error)]
#[error("could not listen for signals")]
pub(crate) struct NoRuntime(pub(crate) io::Error);

impl Failure for NoRuntime {}

impl Command {
    /// Its name in results.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Create(_) => "create",
            Self::Init(_) => "init",
            Self::Build(_) => "build",
            Self::Push(_) => "push",
            Self::Plan(_) => "plan",
            Self::Apply(_) => "apply",
            Self::All(_) => "all",
            Self::Redeploy(_) => "redeploy",
            Self::Modules { .. } => "modules",
            Self::Status(_) => "status",
            Self::Fargate(_) => "fargate",
            Self::Output(_) => "output",
            Self::Destroy(_) => "destroy",
            Self::Tf(_) => "tf",
            Self::Version => "version",
            Self::Completions { .. } => "completions",
        }
    }

    /// Whether its standard output is its answer, so that no result follows it.
    pub(crate) fn is_query(&self) -> bool {
        matches!(
            self,
            Self::Status(_) | Self::Output(_) | Self::Tf(_) | Self::Version | Self::Completions { .. }
        )
    }
}

/// Does what was typed.
pub(crate) async fn run(args: Args, context: Context) -> Ended {
    let desk = Desk { context, global: args.global };
    match args.command {
        Command::Create(args) => create::run(&desk, args).await,
        Command::Init(args) => init::run(&desk, &args).await,
        Command::Build(args) => build::run(&desk, args).await,
        Command::Push(args) => push::run(&desk, args).await,
        Command::Plan(args) => plan::run(&desk, args).await,
        Command::Apply(args) => apply::run(&desk, args).await,
        Command::All(args) => all::run(&desk, args).await,
        Command::Redeploy(args) => redeploy::run(&desk, args).await,
        Command::Modules { command } => modules::run(&desk, &command),
        Command::Status(args) => status::run(&desk, &args).await,
        Command::Fargate(args) => fargate::run(&desk, args).await,
        Command::Output(args) => output::run(&desk, &args).await,
        Command::Destroy(args) => destroy::run(&desk, &args).await,
        Command::Tf(args) => tf::run(&desk, args).await,
        Command::Version => version::run(&desk).await,
        Command::Completions { shell } => completions::run(shell),
    }
}

/// What every command starts from.
struct Desk {
    context: Context,
    global: Global,
}

impl Desk {
    /// The project that was named or that we are in.
    fn project(&self, build_files: Vec<PathBuf>) -> Result<Project, project::Error> {
        let folder = self.global.directory.clone().unwrap_or_else(|| PathBuf::from("."));
        let terraform_directory = env_var::path(env_var::TERRAFORM_DIRECTORY);
        Project::open(&folder, ProjectPaths { terraform_directory, build_files })
    }

    /// A session for a command that works on no environment.
    fn session(&self, files: Vec<PathBuf>, yes: bool) -> Result<Session, project::Error> {
        let project = self.project(files)?;
        Ok(Session::new(self.context.clone(), project, consent(yes), Terminal::has_colors()))
    }

    /// A session, and the environment that was named, or that is fallen back to.
    fn session_in(
        &self,
        named: &args::Environment,
        files: Vec<PathBuf>,
        yes: bool,
    ) -> Result<(Session, EnvironmentConfig), deploy_core::Error> {
        let project = self.project(files)?;
        let fallback = env_var::read(env_var::ENVIRONMENT)?;
        let environment = project.environment(named.env.as_ref(), fallback.as_ref())?;
        let session = Session::new(self.context.clone(), project, consent(yes), Terminal::has_colors());
        Ok((session, environment))
    }
}

fn consent(yes: bool) -> Consent {
    match yes {
        true => Consent::Given,
        false if Terminal::can_ask() => Consent::Ask(Arc::new(Terminal::ask)),
        false => Consent::Impossible,
    }
}

/// The tag of images: given, from `DEPLOY_TAG`, or `latest`.
fn build_tag(given: Option<Tag>) -> Result<ChosenTag, deploy_core::Error> {
    Ok(ChosenTag::choose(given, env_var::read(env_var::TAG)?))
}

/// How to follow a rollout, if at all.
fn follow(rollout: &args::Rollout) -> Option<Follow> {
    let (timeout, every) = (rollout.timeout, rollout.poll_interval);
    (!rollout.no_wait).then(|| Follow { timeout: timeout.map(|it| it.0), every: every.map(|it| it.0) })
}

/// The last line of what applies: it claims no more than was seen.
fn brought_out(applied: &Applied, environment: &EnvironmentConfig) -> Outcome {
    let (tag, name) = (&applied.tag, &environment.name);
    Outcome::done(if applied.runs {
        format!("{tag} runs in {name}")
    } else {
        format!("{tag} was applied to {name}; no rollout was followed")
    })
}
