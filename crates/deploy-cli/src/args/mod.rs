//! The command line. Doc comments here are the help texts; clap reads them.
//!
//! What a reader would get wrong: `DEPLOY_ENV` and `DEPLOY_TAG` are not clap's `env`, because it matters whether a
//! value was named on the command line (a protected environment must be).

#![expect(clippy::doc_markdown, reason = "the help of a terminal has no backticks")]

mod commands;
mod shared;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(crate) use commands::*;
pub(crate) use shared::*;

const EXIT_CODES: &str = "\
Exit codes:
    0  done, or nothing to do
    1  a step failed; what was done before stays done, and is said
    2  `plan --detailed-exitcode`: there are changes
    3  the rollout did not complete: failed, rolled back, superseded, stopped, service gone
    4  timed out
    5  refused: wrong account, protected environment, stale plan, no consent
   64  usage or configuration: nothing was touched
  125  `fargate`: deploy itself failed; else its exit code is the container's
  130  interrupted (143 if by SIGTERM)";

const VARIABLES: &str = "\
Variables of the environment, beside those of the AWS tools, Docker and Terraform:
  DEPLOY_ENV           the environment
  DEPLOY_TAG           the tag of `build`, `push` and `all`
  TERRAFORM_DIRECTORY  the Terraform folder
  DEPLOY_AWS_TIMEOUT   how long a call to AWS may take, retries included [default: 45s]
  AWS_MAX_ATTEMPTS     how often a call to AWS is tried [default: 5]
  DEPLOY_PUSH_TIMEOUT  how long Docker may say nothing while it pushes [default: 5m]";

/// Build, push and roll out an application on AWS ECS
#[derive(Debug, Parser)]
#[command(name = "deploy", version, after_help = EXIT_CODES, after_long_help = long_help(), max_term_width = 100)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

fn long_help() -> String {
    format!("{EXIT_CODES}\n\n{VARIABLES}")
}

/// What every command takes.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Work in this folder
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub(crate) directory: Option<PathBuf>,
    /// Write one JSON object a line to standard output, the result last; queries write one document
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Show only warnings, errors and the end
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Show what is run and called
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN", global = true)]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prepare an environment: repositories, Terraform, the workspace
    ///
    /// Makes the ECR repositories that the build file names and the account lacks, initialises Terraform, and makes
    /// the environment's workspace or finds it. It may be run again at any time.
    Create(Create),
    /// Initialise Terraform: modules, providers, backend
    ///
    /// The other commands do this by themselves when something it depends on has changed.
    Init(Init),
    /// Build the images, in the order in which they need each other
    ///
    /// `APP_TAG` is set to the tag. The tag names the images; it checks nothing out of git.
    Build(Build),
    /// Push the images that the registry does not have
    Push(Push),
    /// Show what Terraform would change, and save it
    Plan(Plan),
    /// Apply the changes, then follow the rollout to its end
    Apply(Apply),
    /// Build, push, plan, apply, and follow the rollout to its end
    All(All),
    /// Force new deployments of services, and follow them to their end
    Redeploy(Redeploy),
    /// Show what the services run, and why one is not as it is to be
    Status(Status),
    /// Run a one-off task: its log lines, and its container's exit code
    ///
    /// The task runs in the environment's cluster, by the newest revision of the output job_task_definition_family.
    /// Log lines go to standard output. Ctrl-C stops the task. The exit code is the container's own; every failure of
    /// deploy itself is 125.
    #[command(override_usage = "deploy fargate [OPTIONS] -- COMMAND...")]
    Fargate(Fargate),
    /// Show Terraform's outputs
    Output(Output),
    /// Destroy everything that Terraform made in an environment
    Destroy(Destroy),
    /// Run Terraform itself, in the right workspace and with the right var-files
    #[command(override_usage = "deploy tf [--env ENV] [--tag TAG] -- ARGS...")]
    Tf(Tf),
    /// The Terraform modules that deploy carries
    Modules {
        #[command(subcommand)]
        command: Modules,
    },
    /// Show the versions of what is used
    Version,
    /// Write a completion script for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
}
