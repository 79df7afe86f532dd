//! ECR: logging in, the repositories of an account, and the images in them.
//!
//! A reader would get wrong what a missing repository does: `DescribeRepositories` fails as a whole if one of the names
//! is unknown, and says only that one.

mod login;

use std::sync::Arc;

use aws_sdk_ecr::Client;
use aws_sdk_ecr::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ecr::types::{ImageIdentifier, ImageScanningConfiguration, ImageTagMutability, Repository};
use serde::Deserialize;
use tokio::sync::Mutex;

use login::Login;

use super::credentials::Credentials;
use super::error::Error;
use super::host::Address;
use crate::aws::{self, Aws, translate};
use crate::image::{AccountId, Digest, ImageRef};

/// One registry of ECR: that of an account in a region. Cloning keeps the login.
#[derive(Clone, Debug)]
pub struct Ecr {
    client: Client,
    host: String,
    /// The account in the host's name; the caller's own where the name has none.
    account: Option<AccountId>,
    /// Where the calls go, for messages.
    endpoint: String,
    login: Arc<Mutex<Option<Login>>>,
}

/// An image as the registry has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// The digest of its manifest, or of the index that it is.
    pub digest: Digest,
    /// The digest of its configuration: the id that the classic image store of Docker gives it. An index has none.
    pub config_digest: Option<Digest>,
}

impl Ecr {
    pub(super) fn new(host: &str, address: Option<&Address>, aws: &Aws) -> Self {
        let aws = address.map_or_else(|| aws.clone(), |address| aws.in_region(&address.region));
        let client = aws.ecr();
        let fips = address.is_some_and(|address| address.fips);
        let client = if fips {
            Client::from_conf(client.config().to_builder().use_fips(true).build())
        } else {
            client
        };
        Self {
            client,
            host: host.to_owned(),
            account: address.map(|address| address.account.clone()),
            endpoint: aws
                .endpoint_override("ECR")
                .unwrap_or_else(|| format!("https://api.ecr.{}.amazonaws.com", aws.region())),
            login: Arc::default(),
        }
    }

    /// Its host, with the port.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The account in the host's name; none where an overridden endpoint gave the registry another name.
    pub fn account(&self) -> Option<&AccountId> {
        self.account.as_ref()
    }

    /// A token, which is asked for once.
    pub async fn login(&self) -> Result<Credentials, Error> {
        Ok(self.valid_login().await?.credentials)
    }

    /// Forgets the token: the registry says that it has expired.
    pub(super) async fn forget_login(&self) {
        *self.login.lock().await = None;
    }

    /// The registry that the endpoint speaks for, as `HOST[:PORT]`.
    pub(super) async fn registry(&self) -> Result<String, Error> {
        Ok(self.valid_login().await?.registry)
    }

    /// Those of `names` that the account does not have.
    pub async fn missing_repositories(&self, names: &[String]) -> Result<Vec<String>, Error> {
        if names.is_empty() || !self.describe(names).await?.is_empty() {
            return Ok(Vec::new());
        }
        // One that is missing makes the whole answer an error, which names only that one.
        let mut missing = Vec::new();
        for name in names {
            if self.describe(std::slice::from_ref(name)).await?.is_empty() {
                missing.push(name.clone());
            }
        }
        Ok(missing)
    }

    /// Makes a repository whose tags are immutable and whose images are scanned when they are pushed. One that is there
    /// already stays as it is.
    pub async fn create_repository(&self, name: &str) -> Result<(), Error> {
        let scanning = ImageScanningConfiguration::builder().scan_on_push(true).build();
        let made = self
            .client
            .create_repository()
            .set_registry_id(self.registry_id())
            .repository_name(name)
            .image_tag_mutability(ImageTagMutability::Immutable)
            .image_scanning_configuration(scanning)
            .send()
            .await;
        match made {
            Err(error) if is(&error, "RepositoryAlreadyExistsException") => Ok(()),
            Err(error) => Err(self.error("CreateRepository", &error)),
            Ok(_) => Ok(()),
        }
    }

    /// The image under a tag; none if there is none.
    pub async fn find(&self, image: &ImageRef) -> Result<Option<Remote>, Error> {
        let answer = self
            .client
            .batch_get_image()
            .set_registry_id(self.registry_id())
            .repository_name(&image.repository)
            .image_ids(ImageIdentifier::builder().image_tag(image.tag.as_str()).build())
            .set_accepted_media_types(Some(
                MEDIA_TYPES.iter().map(|&media_type| media_type.to_owned()).collect(),
            ))
            .send()
            .await;
        let answer = match answer {
            Err(error) if is(&error, "RepositoryNotFoundException") => {
                return Err(Error::NoRepository { host: self.host.clone(), name: image.repository.clone() });
            }
            answer => answer.map_err(|error| self.error("BatchGetImage", &error))?,
        };
        let Some(found) = answer.images().first() else { return Ok(None) };
        let digest = found.image_id().and_then(|id| id.image_digest()).and_then(|digest| digest.parse().ok());
        let config_digest = found.image_manifest().and_then(config_digest);
        Ok(digest.map(|digest| Remote { digest, config_digest }))
    }

    /// Whether a repository's tags can never change. Unknown exclusions count as changeable: the registry will say.
    pub(super) async fn is_immutable(&self, name: &str) -> Result<bool, Error> {
        let found = self.describe(&[name.to_owned()]).await?;
        let mutability = found.first().and_then(Repository::image_tag_mutability);
        Ok(mutability == Some(&ImageTagMutability::Immutable))
    }

    /// All of `names`, or nothing if one of them is missing.
    async fn describe(&self, names: &[String]) -> Result<Vec<Repository>, Error> {
        let mut found = Vec::new();
        for names in names.chunks(100) {
            let answer = self
                .client
                .describe_repositories()
                .set_registry_id(self.registry_id())
                .set_repository_names(Some(names.to_vec()))
                .send()
                .await;
            match answer {
                Err(error) if is(&error, "RepositoryNotFoundException") => return Ok(Vec::new()),
                Err(error) => return Err(self.error("DescribeRepositories", &error)),
                Ok(answer) => found.extend(answer.repositories.unwrap_or_default()),
            }
        }
        Ok(found)
    }

    async fn valid_login(&self) -> Result<Login, Error> {
        // Held while asking: of several pushes that begin together one logs in.
        let mut login = self.login.lock().await;
        if let Some(login) = login.as_ref().filter(|login| login.is_good()) {
            return Ok(login.clone());
        }
        let answer = self.client.get_authorization_token().send().await;
        let answer = answer.map_err(|error| self.error("GetAuthorizationToken", &error))?;
        let fresh = answer.authorization_data().first().and_then(Login::understand).ok_or_else(|| {
            aws::Error::Answered {
                operation: "GetAuthorizationToken",
                code: "no token".to_owned(),
                message: "the answer holds none that can be read".to_owned(),
            }
        })?;
        Ok(login.insert(fresh).clone())
    }

    fn registry_id(&self) -> Option<String> {
        self.account.as_ref().map(ToString::to_string)
    }

    fn error<E, R>(&self, operation: &'static str, error: &SdkError<E, R>) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        R: std::fmt::Debug,
    {
        translate(operation, &self.endpoint, error).into()
    }
}

/// A manifest or an index, in Docker's and in the OCI's form.
const MEDIA_TYPES: [&str; 4] = [
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.oci.image.index.v1+json",
];

fn is<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>, code: &str) -> bool {
    error.as_service_error().and_then(ProvideErrorMetadata::code) == Some(code)
}

fn config_digest(manifest: &str) -> Option<Digest> {
    #[derive(Deserialize)]
    struct Manifest {
        config: Config,
    }
    #[derive(Deserialize)]
    struct Config {
        digest: String,
    }
    serde_json::from_str::<Manifest>(manifest).ok()?.config.digest.parse().ok()
}
