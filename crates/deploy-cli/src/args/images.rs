use std::convert::Infallible;
use std::path::PathBuf;

use clap::Args;
use deploy_core::Error;
use deploy_core::commands::{BuildSettings, ChosenTag};
use deploy_core::env_var;
use deploy_core::types::Tag;

#[derive(Debug, Args)]
pub(crate) struct ImageArgs {
    /// Only these services of the build file, and what they are built from [default: all]
    #[arg(value_name = "SERVICE")]
    pub(crate) services: Vec<String>,
    /// The images' tag; it checks nothing out of git [default: $DEPLOY_TAG, then latest]
    #[arg(long, value_name = "TAG")]
    tag: Option<Tag>,
    #[command(flatten)]
    pub(crate) build_files: BuildFileArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BuildFileArgs {
    /// A Compose build file; may be repeated [default: build/docker-compose.build.yml]
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct BuildSettingsArgs {
    /// Build without the cache
    #[arg(long)]
    no_cache: bool,
    /// Set a build argument; without a value it is taken from the environment
    #[arg(long = "build-arg", value_name = "KEY[=VALUE]")]
    build_args: Vec<String>,
}

impl ImageArgs {
    /// The tag that was given, else that of `DEPLOY_TAG`, else `latest`.
    pub(crate) fn tag(&self) -> Result<ChosenTag, Error> {
        Ok(ChosenTag::choose(self.tag.clone(), env_var::read(env_var::TAG)?))
    }
}

impl BuildSettingsArgs {
    pub(crate) fn settings(&self) -> BuildSettings {
        let arg = |word: &String| word.parse().unwrap_or_else(|never: Infallible| match never {});
        BuildSettings { no_cache: self.no_cache, args: self.build_args.iter().map(arg).collect() }
    }
}
