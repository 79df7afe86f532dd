//! What several commands take.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use deploy_core::types::PositiveDuration;
use deploy_core::types::{EnvName, Tag};

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
    pub(crate) timeout: Option<PositiveDuration>,
    /// Do not follow the rollout
    #[arg(long, conflicts_with = "timeout")]
    pub(crate) no_wait: bool,
    /// How often to look [default: every 2 s at first, then less often]
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    pub(crate) poll_interval: Option<PositiveDuration>,
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
