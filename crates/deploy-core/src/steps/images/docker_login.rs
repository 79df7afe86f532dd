//! Logins for the private registries from which bases are pulled, in a copy of the Docker client's configuration.

use super::read::Images;
use super::registries::{Registry, aws_for};
use crate::aws::AwsConnection;
use crate::compose::{BuildArg, BuildOptions, graph};
use crate::dirs::{Dirs, RunDir};
use crate::docker::{ClientConfig, context, login_copy};
use crate::error::Error;
use crate::session::Session;

/// How to build, as far as the user says.
#[derive(Clone, Debug, Default)]
pub struct BuildSettings {
    /// Build every step again.
    pub no_cache: bool,
    /// Build arguments, which beat those of the file.
    pub args: Vec<BuildArg>,
}

/// How to build, with logins that live as long as the value.
#[derive(Debug)]
pub(crate) struct BuildLogin {
    pub(crate) options: BuildOptions,
    /// The folder that `options` name.
    _dir: Option<RunDir>,
}

/// Logs in to the registries of ECR from which bases are pulled.
pub(crate) async fn for_bases(
    session: &Session,
    images: &Images,
    aws: &AwsConnection,
    settings: BuildSettings,
) -> Result<BuildLogin, Error> {
    let dir = log_in(session, images, aws).await?;
    let parallelism = session.project.config().build.parallelism.map(|many| many.get() as usize);
    let stacked = images.levels()?.len() > 1;
    let builder = if stacked { Some(context::current(&ClientConfig::load()?)) } else { None };
    let BuildSettings { no_cache, args } = settings;
    let docker_config = dir.as_ref().map(|dir| dir.path().to_owned());
    let options = BuildOptions { no_cache, args, parallelism, builder, docker_config };
    Ok(BuildLogin { options, _dir: dir })
}

async fn log_in(session: &Session, images: &Images, aws: &AwsConnection) -> Result<Option<RunDir>, Error> {
    let mut logins = Vec::new();
    for host in graph::pulled_hosts(&images.graph, &images.wanted)? {
        if let Some(aws) = aws_for(&host, aws).await?
            && let Registry::Ecr(ecr) = Registry::of(&host, aws).await?
        {
            logins.push((host, ecr.login().await?));
        }
    }
    if logins.is_empty() {
        return Ok(None);
    }
    let dir = Dirs::open(session.project.root())?.run_dir()?;
    login_copy::write(&ClientConfig::load()?, dir.path(), &logins)?;
    Ok(Some(dir))
}
