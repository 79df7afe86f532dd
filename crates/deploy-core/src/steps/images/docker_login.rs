//! Logins for the private registries from which bases are pulled, in a copy of the Docker client's configuration.

use super::read::Images;
use super::registries::{Registry, aws_for};
use super::settings::BuildSettings;
use crate::aws::AwsConnection;
use crate::compose::{BuildOptions, graph};
use crate::dirs::{Dirs, RunDir};
use crate::docker::{ClientConfig, context, login_copy};
use crate::env_var;
use crate::error::Error;
use crate::session::Session;

/// How to build, with logins that live as long as the value.
#[derive(Debug)]
pub(crate) struct BuildLogin {
    pub(crate) options: BuildOptions,
    /// How many images are built at the same time.
    pub(crate) parallelism: usize,
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
    let parallelism = settings.parallelism(session.project.config().build.parallelism);
    let builder = builder(images, settings.builder)?;
    let dir = log_in(session, images, aws).await?;
    let docker_config = dir.as_ref().map(|dir| dir.path().to_owned());
    let BuildSettings { no_cache, platform, .. } = settings;
    let options = BuildOptions { no_cache, platform, builder, docker_config };
    Ok(BuildLogin { options, parallelism, _dir: dir })
}

/// The builder that is named, else that of the engine where images stand on one another, unless a variable names one.
fn builder(images: &Images, named: Option<String>) -> Result<Option<String>, Error> {
    if named.is_some() {
        images.compose.require_buildx()?;
        return Ok(named);
    }
    let stacked = images.levels()?.len() > 1 && env_var::inherited("BUILDX_BUILDER").is_none();
    Ok(if stacked { Some(context::current(&ClientConfig::load()?)) } else { None })
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
