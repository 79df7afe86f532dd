//! The command line. Doc comments on `Cli` and on the variants of `Command` are the help texts; clap reads them.

#![expect(clippy::doc_markdown, reason = "the help of a terminal has no backticks")]

use clap::{Parser, Subcommand};

use crate::args::GlobalArgs;
use crate::commands::{
    all, apply, build, completions, continue_rollout, create, destroy, fargate, history, init, lock, modules,
    output, plan, push, redeploy, resume, status, tf, unlock, wait,
};

const EXIT_CODES: &str = "\
Exit codes:
    0  done, or nothing to do
    1  a step failed; what was done before stays done, and is said
    2  `plan --detailed-exitcode`: there are changes
    3  the rollout did not complete: failed, rolled back, crash loop, superseded, stopped, gone
    4  timed out
    5  refused: wrong account, protected environment, stale plan, no consent, locked
   64  usage or configuration: nothing was touched
  125  `fargate`: deploy itself failed; else its exit code is the container's
  130  interrupted (143 if by SIGTERM)";

const VARIABLES: &str = "\
Variables of the environment, beside those of the AWS tools, Docker and Terraform:
  DEPLOY_ENV           the environment
  DEPLOY_TAG           the tag of `build`, `push`, `plan`, `apply` and `all`
  TERRAFORM_DIRECTORY  the Terraform folder
  DEPLOY_CACHE_DIR     where Terraform's data and providers are kept [default: $XDG_CACHE_HOME/deploy]
  DEPLOY_AWS_TIMEOUT   how long a call to AWS may take, retries included [default: 45s]
  AWS_MAX_ATTEMPTS     how often a call to AWS is tried [default: 5]
  DEPLOY_USER          who you are, for the lock and the history [default: the user of the system]
  DEPLOY_HOST          where you are, for the same [default: the name of the host]
  DEPLOY_PUSH_TIMEOUT  how long Docker may say nothing while it pushes [default: 5m]";

/// Deploy an application to AWS ECS
#[derive(Debug, Parser)]
#[command(name = "deploy", version, after_help = EXIT_CODES, after_long_help = long_help(), max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

fn long_help() -> String {
    format!("{EXIT_CODES}\n\n{VARIABLES}")
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prepare an environment: repositories, Terraform, the workspace
    ///
    /// Creates the ECR repositories that the build file names and the account does not have, initialises Terraform, and
    /// creates the environment's workspace if it does not exist. It may be run again at any time.
    Create(create::Args),
    /// Initialise Terraform: modules, providers, backend
    ///
    /// The other commands do this by themselves when something it depends on has changed.
    Init(init::Args),
    /// Build the images, in the order in which they need each other
    ///
    /// `APP_TAG` is set to the tag. The tag names the images; it checks nothing out of git.
    Build(build::Args),
    /// Push the images that the registry does not have
    Push(push::Args),
    /// Show what Terraform would change, and save it
    Plan(plan::Args),
    /// Apply the changes, then follow the rollout to its end
    Apply(apply::Args),
    /// Build, push, plan, apply, and follow the rollout to its end
    All(all::Args),
    /// Force new deployments of services, and follow them to their end
    Redeploy(redeploy::Args),
    /// Follow rollouts in progress to their end
    ///
    /// Where none is in progress, what runs is compared with what was applied last. After a rollback, that is a failure.
    Wait(wait::Args),
    /// Let a rollout continue that waits for approval, or roll it back
    Continue(continue_rollout::Args),
    /// Show what the services run, and why a service is not healthy
    Status(status::Args),
    /// Show the runs that changed an environment, newest first
    ///
    /// `deploy history --env dev -n 5` shows the last five: when, by whom, with which tag, and how they ended. What is
    /// known of each is in the output of --json.
    History(history::Args),
    /// Go on where the last run stopped
    ///
    /// After a CI job that was lost, `deploy resume --env dev` plans anew with the tag of the last run and asks again, or
    /// follows the rollout if that was begun. It never applies an old plan, and builds and pushes nothing.
    Resume(resume::Args),
    /// Keep other runs from changing an environment
    ///
    /// `deploy lock --env prod --reason "database migration"` lasts until `deploy unlock --env prod`.
    Lock(lock::Args),
    /// End the lock of an environment, whoever has it
    ///
    /// A run that was killed while it applied leaves its lock behind: make sure that Terraform is no longer at it.
    Unlock(unlock::Args),
    /// Run a one-off task: its log lines, and its container's exit code
    ///
    /// The task runs in the environment's cluster, by the newest revision of the output job_task_definition_family.
    /// Log lines go to standard output. Ctrl-C stops the task. The exit code is the container's own; every failure of
    /// deploy itself is 125.
    #[command(override_usage = "deploy fargate [OPTIONS] [--] [COMMAND...]")]
    Fargate(fargate::Args),
    /// Show Terraform's outputs
    Output(output::Args),
    /// Destroy everything that Terraform made in an environment
    Destroy(destroy::Args),
    /// Run Terraform itself, in the right workspace and with the right var-files
    #[command(override_usage = "deploy tf [--env ENV] [--tag TAG] -- ARGS...")]
    Tf(tf::Args),
    /// The Terraform modules that deploy carries
    #[command(subcommand)]
    Modules(modules::Args),
    /// Show the versions of what is used
    Version,
    /// Write a completion script for a shell
    Completions(completions::Args),
}

impl Command {
    /// Its name in the results of the JSON stream.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::All(_) => "all",
            Self::Apply(_) => "apply",
            Self::Build(_) => "build",
            Self::Completions(_) => "completions",
            Self::Continue(_) => "continue",
            Self::Create(_) => "create",
            Self::Destroy(_) => "destroy",
            Self::Fargate(_) => "fargate",
            Self::History(_) => "history",
            Self::Init(_) => "init",
            Self::Lock(_) => "lock",
            Self::Modules(_) => "modules",
            Self::Output(_) => "output",
            Self::Plan(_) => "plan",
            Self::Push(_) => "push",
            Self::Redeploy(_) => "redeploy",
            Self::Resume(_) => "resume",
            Self::Status(_) => "status",
            Self::Tf(_) => "tf",
            Self::Unlock(_) => "unlock",
            Self::Version => "version",
            Self::Wait(_) => "wait",
        }
    }

    /// Whether its standard output is its answer, so that no result follows it.
    pub(crate) fn is_query(&self) -> bool {
        match self {
            Self::Build(args) => args.dry_run,
            Self::Status(_)
            | Self::History(_)
            | Self::Output(_)
            | Self::Tf(_)
            | Self::Version
            | Self::Completions(_) => true,
            _ => false,
        }
    }
}
