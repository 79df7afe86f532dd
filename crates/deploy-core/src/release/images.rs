//! The images that the build file describes, and the registries that they go to.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::{self, Aws, Settings};
use crate::build::{self, BuildArg, BuildFile, BuildFiles, BuildOptions, Compose, Image};
use crate::event::Fact;
use crate::image::Tag;
use crate::registry::{self, ClientConfig, Engine, Registry};
use crate::scratch::{RunFolder, Scratch};

use super::{Error, Run};

/// Docker's own registry never takes an AWS login.
const DOCKER_HUB: &str = "docker.io";

/// The images of a build file for one tag.
#[derive(Debug)]
pub(super) struct Images {
    compose: Compose,
    files: BuildFiles,
    file: BuildFile,
    wanted: Vec<String>,
}

/// Where images go, and the engine that sends them.
#[derive(Debug)]
pub(super) struct Registries {
    engine: Engine,
    by_host: BTreeMap<String, Registry>,
}

impl Run {
    /// Reads the build file and makes sure that what is wanted can be built in some order.
    pub(super) async fn images(
        &self,
        tag: &Tag,
        wanted: Vec<String>,
        args: &[BuildArg],
    ) -> Result<Images, crate::Error> {
        let files = BuildFiles { files: self.project.build_files()?, tag: tag.clone() };
        let compose = Compose::find(self.project.config().build.program.as_deref(), &self.context).await?;
        let file = compose.read(&files).await?.with_args(args)?;
        let images = Images { compose, files, file, wanted };
        images.levels()?;
        Ok(images)
    }

    /// Finds out what each image's registry is, and that the engine is there. Refuses what is missing.
    pub(super) async fn registries(
        &self,
        images: &Images,
        aws: Option<&Aws>,
    ) -> Result<Registries, crate::Error> {
        let engine = Engine::connect(&self.context).await?;
        let by_host = images.registries(aws).await?;
        Ok(Registries { engine, by_host })
    }

    /// How to build: with tokens for the registries that bases are pulled from, which live as long as the folder.
    pub(super) async fn build_options(
        &self,
        images: &Images,
        (no_cache, args): (bool, Vec<BuildArg>),
        aws: Option<&Aws>,
    ) -> Result<(BuildOptions, Option<RunFolder>), crate::Error> {
        let folder = self.logins(images, aws).await?;
        let parallelism = self.project.config().build.parallelism.map(|many| many.get() as usize);
        let docker_config = folder.as_ref().map(|folder| folder.path().to_owned());
        let stacked = images.levels()?.len() > 1;
        let builder = if stacked { Some(ClientConfig::load()?.context()) } else { None };
        Ok((BuildOptions { no_cache, args, parallelism, builder, docker_config }, folder))
    }

    async fn logins(&self, images: &Images, aws: Option<&Aws>) -> Result<Option<RunFolder>, crate::Error> {
        let mut logins = Vec::new();
        for host in build::pulls(&images.file.images, &images.wanted)? {
            if let Some(aws) = aws_for(&host, aws).await?
                && let Registry::Ecr(ecr) = Registry::of(&host, &aws).await?
            {
                logins.push((host, ecr.login().await?));
            }
        }
        if logins.is_empty() {
            return Ok(None);
        }
        let folder = Scratch::open(self.project.root())?.run_folder()?;
        ClientConfig::load()?.signed_in(folder.path(), &logins)?;
        Ok(Some(folder))
    }
}

/// The account that may let us into a registry; none where no AWS login can be meant.
async fn aws_for(host: &str, aws: Option<&Aws>) -> Result<Option<Aws>, crate::Error> {
    match aws {
        _ if host == DOCKER_HUB => Ok(None),
        Some(aws) => Ok(Some(aws.clone())),
        None if Registry::is_amazon(host) => Ok(Some(Aws::connect(&Settings::default()).await?)),
        None => match Aws::connect(&Settings::default()).await {
            Err(error @ aws::Error::Variable(_)) => Err(error.into()),
            // Whoever has no account of AWS uses another registry.
            account => Ok(account.ok()),
        },
    }
}

impl Images {
    /// The images in levels, each of which needs only earlier ones.
    pub(super) fn levels(&self) -> Result<Vec<Vec<&Image>>, build::Error> {
        build::order(&self.file.images, &self.wanted)
    }

    /// The images that were asked for by name; all of them where none was.
    pub(super) fn wanted(&self) -> Result<Vec<&Image>, build::Error> {
        let levels = self.levels()?; // names are checked there
        let is_wanted =
            |image: &&Image| self.wanted.is_empty() || self.wanted.iter().any(|name| image.is_for(name));
        Ok(levels.into_iter().flatten().filter(is_wanted).collect())
    }

    /// Builds one level.
    pub(super) async fn build(&self, level: &[&Image], options: &BuildOptions) -> Result<(), build::Error> {
        self.compose.build(&self.files, level, options).await
    }

    /// Builds all levels, one after the other.
    pub(super) async fn build_all(&self, options: &BuildOptions) -> Result<usize, build::Error> {
        let levels = self.levels()?;
        for level in &levels {
            self.build(level, options).await?;
        }
        Ok(levels.iter().map(Vec::len).sum())
    }

    /// What the images' registries are.
    pub(super) async fn registries(
        &self,
        aws: Option<&Aws>,
    ) -> Result<BTreeMap<String, Registry>, crate::Error> {
        let hosts: BTreeSet<_> = self.file.images.iter().map(|image| image.image.host.clone()).collect();
        let mut registries = BTreeMap::new();
        for host in hosts {
            let registry = match aws_for(&host, aws).await? {
                Some(aws) => Registry::of(&host, &aws).await?,
                None => Registry::Other { host: host.clone() },
            };
            registries.insert(host, registry);
        }
        Ok(registries)
    }

    /// The repositories of ECR that the account lacks, as `(registry, name)`.
    pub(super) async fn missing_repositories(
        &self,
        registries: &BTreeMap<String, Registry>,
    ) -> Result<Vec<(registry::Ecr, String)>, crate::Error> {
        let mut missing = Vec::new();
        for (host, registry) in registries {
            let Registry::Ecr(ecr) = registry else { continue };
            let ours = self.file.images.iter().filter(|image| image.image.host == *host);
            let names: BTreeSet<_> = ours.map(|image| image.image.repository.clone()).collect();
            let names: Vec<_> = names.into_iter().collect();
            missing
                .extend(ecr.missing_repositories(&names).await?.into_iter().map(|name| (ecr.clone(), name)));
        }
        Ok(missing)
    }

    /// Fails if the account lacks a repository: better before a long build than after it.
    pub(super) async fn require_repositories(&self, registries: &Registries) -> Result<(), crate::Error> {
        let missing = self.missing_repositories(&registries.by_host).await?;
        if missing.is_empty() {
            return Ok(());
        }
        let missing = missing.iter().map(|(ecr, name)| format!("{}/{name}", ecr.host())).collect();
        Err(Error::NoRepositories { missing }.into())
    }
}

impl Registries {
    /// Sees to it that the registry has each of these images.
    pub(super) async fn push(&self, run: &Run, images: &[&Image]) -> Result<(), crate::Error> {
        for image in images {
            run.context.interrupt.check()?;
            let Some(registry) = self.by_host.get(&image.image.host) else { continue };
            let pushed = registry::push(&self.engine, registry, &image.image, &run.context).await?;
            run.context.events.say(Fact::ImagePushed {
                image: image.image.clone(),
                digest: pushed.digest,
                already_there: pushed.already_there,
            });
        }
        Ok(())
    }
}
