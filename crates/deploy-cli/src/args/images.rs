use std::convert::Infallible;
use std::num::NonZeroU32;
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
    #[command(flatten)]
    pub(crate) profiles: ProfileArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BuildFileArgs {
    /// A Compose build file; may be repeated [default: build/docker-compose.build.yml]
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ProfileArgs {
    /// Also the services of this Compose profile; may be repeated
    #[arg(long = "compose-profile", value_name = "NAME")]
    pub(crate) profiles: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct BuildSettingsArgs {
    /// Build without the cache
    #[arg(long)]
    no_cache: bool,
    /// Set a build argument; without a value it is taken from the environment
    #[arg(long = "build-arg", value_name = "KEY[=VALUE]")]
    build_args: Vec<String>,
    /// How many images are built at the same time [default: deploy.toml, then at least 4]
    #[arg(long, value_name = "N")]
    parallelism: Option<NonZeroU32>,
    /// The builder of Docker buildx to build with [default: the engine's own]
    #[arg(long, value_name = "NAME")]
    builder: Option<String>,
    /// The platform to build for where the build file names none, such as linux/amd64 [default: the engine's]
    #[arg(long, value_name = "OS/ARCH")]
    platform: Option<String>,
}

impl ImageArgs {
    /// The tag that was given, else that of `DEPLOY_TAG`, else `latest`.
    pub(crate) fn tag(&self) -> Result<ChosenTag, Error> {
        Ok(ChosenTag::choose(self.tag.clone(), env_var::read(env_var::TAG)?))
    }
}

impl BuildSettingsArgs {
    pub(crate) fn settings(&self, profiles: &ProfileArgs) -> BuildSettings {
        let arg = |word: &String| word.parse().unwrap_or_else(|never: Infallible| match never {});
        BuildSettings {
            no_cache: self.no_cache,
            args: self.build_args.iter().map(arg).collect(),
            profiles: profiles.profiles.clone(),
            parallelism: self.parallelism,
            builder: self.builder.clone(),
            platform: self.platform.clone(),
        }
    }
}
