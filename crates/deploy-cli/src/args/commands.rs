//! What each command takes.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use deploy_core::types::PositiveDuration;
use deploy_core::types::Tag;

use super::shared::{BuildFiles, BuildHow, Consent, Environment, Images, Rollout};

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
    pub(crate) timeout: Option<PositiveDuration>,
    /// How often to look [default: every second at first, then less often]
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    pub(crate) poll_interval: Option<PositiveDuration>,
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
