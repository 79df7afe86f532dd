//! Which host is which kind of registry, and the repositories that ECR lacks.

use std::collections::{BTreeMap, BTreeSet};

use super::read::Images;
use crate::aws::ecr::{self, Ecr, EcrHost, repository};
use crate::aws::{self, Aws, AwsConnection};
use crate::context::Context;
use crate::docker::{ClientConfig, Engine, credentials};
use crate::error::Error;
use crate::session::Session;
use crate::steps::error::Error as StepsError;
use crate::types::Credentials;

/// Docker's own registry never takes an AWS login.
const DOCKER_HUB: &str = "docker.io";

/// A registry to which images go.
#[derive(Clone, Debug)]
pub(crate) enum Registry {
    /// ECR, or what an overridden endpoint says is ECR.
    Ecr(Ecr),
    /// Any other, to which the user's Docker credentials apply.
    Other {
        /// Its host, with the port.
        host: String,
    },
}

impl Registry {
    /// Finds out what `host` is. Calls AWS only where the endpoint of ECR is overridden: then ECR is what that endpoint
    /// says it is, and Amazon's own registries must not be reached by mistake.
    pub(crate) async fn of(host: &str, aws: &Aws) -> Result<Self, ecr::Error> {
        let ecr_host = EcrHost::parse(host);
        let Some(endpoint) = aws.endpoint_override("ECR") else {
            let amazon = ecr_host.map(|ecr_host| Self::Ecr(Ecr::new(host, Some(&ecr_host), aws)));
            return Ok(amazon.unwrap_or_else(|| Self::Other { host: host.to_owned() }));
        };
        let ecr = Ecr::new(host, ecr_host.as_ref(), aws);
        let ours = ecr.registry().await?;
        match ecr_host {
            _ if ours == host => Ok(Self::Ecr(ecr)),
            Some(_) => Err(ecr::Error::ForeignRegistry { host: host.to_owned(), endpoint, ours }),
            None => Ok(Self::Other { host: host.to_owned() }),
        }
    }

    /// The credentials for it; none where the user has none.
    pub(crate) async fn credentials(&self, context: &Context) -> Result<Option<Credentials>, Error> {
        match self {
            Self::Ecr(ecr) => Ok(Some(ecr.login().await?)),
            Self::Other { host } => Ok(credentials::stored(&ClientConfig::load()?, host, context).await?),
        }
    }
}

/// Where images go, and the engine that sends them.
#[derive(Debug)]
pub(crate) struct Registries {
    pub(crate) engine: Engine,
    pub(crate) by_host: BTreeMap<String, Registry>,
}

/// Finds out what each image's registry is, and that the engine is there.
pub(crate) async fn find(
    session: &Session,
    images: &Images,
    aws: &AwsConnection,
) -> Result<Registries, Error> {
    let engine = Engine::connect(&session.context).await?;
    let by_host = of_images(images, aws).await?;
    Ok(Registries { engine, by_host })
}

/// What the images' registries are, by their hosts.
pub(crate) async fn of_images(
    images: &Images,
    aws: &AwsConnection,
) -> Result<BTreeMap<String, Registry>, Error> {
    let hosts: BTreeSet<_> = images.pushed_names().into_iter().map(|image| image.host).collect();
    let mut registries = BTreeMap::new();
    for host in hosts {
        let registry = match aws_for(&host, aws).await? {
            Some(aws) => Registry::of(&host, aws).await?,
            None => Registry::Other { host: host.clone() },
        };
        registries.insert(host, registry);
    }
    Ok(registries)
}

/// The account that may give us a login for a registry; none where no AWS login can be meant.
pub(super) async fn aws_for<'a>(host: &str, aws: &'a AwsConnection) -> Result<Option<&'a Aws>, Error> {
    if host == DOCKER_HUB {
        return Ok(None);
    }
    let is_amazon = EcrHost::parse(host).is_some();
    match aws.get().await {
        Ok(aws) => Ok(Some(aws)),
        Err(error @ aws::Error::Variable(_)) => Err(error.into()),
        Err(error) if is_amazon => Err(error.into()),
        // Whoever has no AWS account uses another registry.
        Err(_) => Ok(None),
    }
}

/// A repository that ECR does not have.
#[derive(Debug)]
pub(crate) struct MissingRepository {
    pub(crate) ecr: Ecr,
    pub(crate) name: String,
}

impl MissingRepository {
    /// `HOST/NAME`.
    pub(crate) fn address(&self) -> String {
        format!("{}/{}", self.ecr.host(), self.name)
    }
}

/// The repositories of ECR that images need and the account does not have.
pub(crate) async fn missing_repositories(
    images: &Images,
    registries: &BTreeMap<String, Registry>,
) -> Result<Vec<MissingRepository>, Error> {
    let mut missing = Vec::new();
    let pushed = images.pushed_names();
    for (host, registry) in registries {
        let Registry::Ecr(ecr) = registry else { continue };
        let ours = pushed.iter().filter(|image| image.host == *host);
        let names: BTreeSet<_> = ours.map(|image| image.repository.clone()).collect();
        let names: Vec<_> = names.into_iter().collect();
        let found = repository::missing(ecr, &names).await?;
        missing.extend(found.into_iter().map(|name| MissingRepository { ecr: ecr.clone(), name }));
    }
    Ok(missing)
}

/// Fails if a repository is missing: better before a long build than after it.
pub(crate) async fn require_repositories(images: &Images, registries: &Registries) -> Result<(), Error> {
    let missing = missing_repositories(images, &registries.by_host).await?;
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.iter().map(MissingRepository::address).collect();
    Err(StepsError::NoRepositories { missing }.into())
}
