//! The command line. Doc comments here are the help texts; clap reads them.
//!
//! What a reader would get wrong: `DEPLOY_ENV` and `DEPLOY_TAG` are not clap's `env`, because it matters whether a
//! value was named on the command line (a protected environment must be).

#![expect(clippy::doc_markdown, reason = "the help of a terminal has no backticks")]

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use deploy_core::image::{EnvName, Tag};
use deploy_core::project::Timeout;

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

/// Build, push and roll out an application on AWS ECS
#[derive(Debug, Parser)]
#[command(name = "deploy", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
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
    /// Show how the services are: what runs, deployments, last events
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

/// Which environment.
#[derive(Debug, ClapArgs)]
pub(crate) struct Environment {
    /// The environment [default: $DEPLOY_ENV, then default_env of deploy.toml; never a protected one]
    #[arg(long, value_name = "ENV")]
    pub(crate) env: Option<EnvName>,
}

/// Whether to ask.
#[derive(Debug, ClapArgs)]
pub(crate) struct Consent {
    /// Do not ask
    #[arg(short, long, visible_alias = "auto-approve")]
    pub(crate) yes: bool,
}

/// How a rollout is followed.
#[derive(Debug, ClapArgs)]
pub(crate) struct Rollout {
    /// How long the rollout may take, such as 30m [default: deploy.toml's, or 30m]
    #[arg(long, value_name = "DURATION")]
    pub(crate) timeout: Option<Timeout>,
    /// Do not follow the rollout
    #[arg(long, conflicts_with = "timeout")]
    pub(crate) no_wait: bool,
    /// How often to look [default: every 2 s at first, then less often]
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    pub(crate) poll_interval: Option<Timeout>,
}

/// Which Compose files, and which of their services.
#[derive(Debug, ClapArgs)]
pub(crate) struct Images {
    /// Only these services of the build file, and what they are built from [default: all]
    #[arg(value_name = "SERVICE")]
    pub(crate) services: Vec<String>,
    #[command(flatten)]
    pub(crate) tag: BuildTag,
    #[command(flatten)]
    pub(crate) files: BuildFiles,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BuildTag {
    /// The images' tag; it checks nothing out of git [default: $DEPLOY_TAG, then latest]
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<Tag>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BuildFiles {
    /// A Compose build file; may be repeated [default: build/docker-compose.build.yml]
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BuildHow {
    /// Build without the cache
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Set a build argument; without a value it is taken from the environment
    #[arg(long = "build-arg", value_name = "KEY[=VALUE]")]
    pub(crate) build_args: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Create {
    #[command(flatten)]
    pub(crate) environment: Environment,
    #[command(flatten)]
    pub(crate) files: BuildFiles,
    #[command(flatten)]
    pub(crate) consent: Consent,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Init {
    #[command(flatten)]
    pub(crate) environment: Environment,
    /// Take newer providers and modules, and write the lock file
    #[arg(long)]
    pub(crate) upgrade: bool,
    /// Forget the backend's saved configuration
    #[arg(long)]
    pub(crate) reconfigure: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) images: Images,
    #[command(flatten)]
    pub(crate) how: BuildHow,
    /// Show what would be built, in which order, and build nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Push {
    #[command(flatten)]
    pub(crate) images: Images,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Plan {
    #[command(flatten)]
    pub(crate) environment: Environment,
    /// The tag to plan with [default: the one that the environment runs, then latest]
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<Tag>,
    /// Save the plan for `deploy apply --plan FILE`
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Exit with 2 if there are changes
    #[arg(long)]
    pub(crate) detailed_exitcode: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Apply {
    #[command(flatten)]
    pub(crate) environment: Environment,
    /// The tag to apply [default: the one that the environment runs, then latest]
    #[arg(long, value_name = "TAG", conflicts_with = "plan")]
    pub(crate) tag: Option<Tag>,
    /// Apply a plan that was saved with `deploy plan --out FILE`
    #[arg(long, value_name = "FILE")]
    pub(crate) plan: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) consent: Consent,
    #[command(flatten)]
    pub(crate) rollout: Rollout,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct All {
    #[command(flatten)]
    pub(crate) environment: Environment,
    /// The images' tag; it checks nothing out of git [default: $DEPLOY_TAG; one of them must be given]
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<Tag>,
    #[command(flatten)]
    pub(crate) files: BuildFiles,
    #[command(flatten)]
    pub(crate) how: BuildHow,
    #[command(flatten)]
    pub(crate) consent: Consent,
    #[command(flatten)]
    pub(crate) rollout: Rollout,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Redeploy {
    /// The services, by their labels in the `services` output [default: all]
    #[arg(value_name = "SERVICE")]
    pub(crate) services: Vec<String>,
    #[command(flatten)]
    pub(crate) environment: Environment,
    #[command(flatten)]
    pub(crate) rollout: Rollout,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Modules {
    /// Write the modules into a folder, with their version and checksums
    ///
    /// What was changed by hand since the last time is named, and is not overwritten.
    Vendor {
        /// The folder, such as terraform/modules
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Overwrite what was changed by hand
        #[arg(long)]
        force: bool,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) environment: Environment,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Fargate {
    #[command(flatten)]
    pub(crate) environment: Environment,
    /// The tag of the container's image [default: the one in the task definition]
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<Tag>,
    /// The container that runs the command [default: the only one]
    #[arg(long, value_name = "NAME")]
    pub(crate) container: Option<String>,
    /// The task's CPU units, 1024 for one vCPU [default: the task definition's]
    #[arg(long, value_name = "UNITS")]
    pub(crate) cpu: Option<u32>,
    /// The task's memory in MiB [default: the task definition's]
    #[arg(long, value_name = "MIB")]
    pub(crate) memory: Option<u32>,
    /// A subnet; may be repeated [default: all of the output subnet_ids]
    #[arg(long = "subnet", value_name = "ID")]
    pub(crate) subnets: Vec<String>,
    /// A security group; may be repeated [default: the output security_group]
    #[arg(long = "security-group", value_name = "ID")]
    pub(crate) security_groups: Vec<String>,
    /// Give the task a public address, as it needs in a subnet without NAT
    #[arg(long)]
    pub(crate) public_ip: bool,
    /// Start the task, print its ARN, and do not wait
    #[arg(long, conflicts_with = "timeout")]
    pub(crate) detach: bool,
    /// Stop the task if it takes longer, such as 10m [default: no limit]
    #[arg(long, value_name = "DURATION")]
    pub(crate) timeout: Option<Timeout>,
    /// How often to look [default: every second at first, then less often]
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    pub(crate) poll_interval: Option<Timeout>,
    /// The command and its arguments [default: the task definition's]
    #[arg(value_name = "COMMAND", trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) command: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Output {
    #[command(flatten)]
    pub(crate) environment: Environment,
    /// Only this output, as it is: for scripts, also a sensitive one
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Destroy {
    #[command(flatten)]
    pub(crate) environment: Environment,
    #[command(flatten)]
    pub(crate) consent: Consent,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Tf {
    #[command(flatten)]
    pub(crate) environment: Environment,
    /// The tag, for sub-commands that take variables [default: the one that the environment runs, then latest]
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<Tag>,
    /// Terraform's sub-command and its arguments
    #[arg(value_name = "ARGS", required = true, last = true)]
    pub(crate) args: Vec<OsString>,
}
