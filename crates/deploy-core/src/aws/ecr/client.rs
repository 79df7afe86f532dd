//! One registry of ECR, and logging in there.

use std::sync::Arc;

use aws_sdk_ecr::Client;
use aws_sdk_ecr::error::{ProvideErrorMetadata, SdkError};
use tokio::sync::Mutex;

use super::error::Error;
use super::host::EcrHost;
use super::login::Login;
use crate::aws::connection::Aws;
use crate::aws::error::{Error as AwsError, translate};
use crate::aws::waiting::Address;
use crate::types::{AccountId, Credentials};

/// One registry of ECR: that of an account in a region. Cloning keeps the login.
#[derive(Clone, Debug)]
pub(crate) struct Ecr {
    client: Client,
    host: String,
    /// The account in the host's name; the caller's own where the name has none.
    account: Option<AccountId>,
    /// Where the calls go, for messages.
    endpoint: Address,
    login: Arc<Mutex<Option<Login>>>,
}

impl Ecr {
    pub(crate) fn new(host: &str, ecr_host: Option<&EcrHost>, aws: &Aws) -> Self {
        let aws = ecr_host.map_or_else(|| aws.clone(), |ecr_host| aws.in_region(&ecr_host.region));
        let client = aws.ecr();
        let fips = ecr_host.is_some_and(|ecr_host| ecr_host.fips);
        let client = if fips {
            Client::from_conf(client.config().to_builder().use_fips(true).build())
        } else {
            client
        };
        Self {
            client,
            host: host.to_owned(),
            account: ecr_host.map(|ecr_host| ecr_host.account.clone()),
            endpoint: aws.address("ECR"),
            login: Arc::default(),
        }
    }

    /// Its host, with the port.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// A token, which is asked for once.
    pub(crate) async fn login(&self) -> Result<Credentials, Error> {
        Ok(self.valid_login().await?.credentials)
    }

    /// Forgets the token: the registry says that it has expired.
    pub(crate) async fn forget_login(&self) {
        *self.login.lock().await = None;
    }

    /// The registry that the endpoint speaks for, as `HOST[:PORT]`.
    pub(crate) async fn registry(&self) -> Result<String, Error> {
        Ok(self.valid_login().await?.registry)
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    async fn valid_login(&self) -> Result<Login, Error> {
        // Held while asking: of several pushes that begin together one logs in.
        let mut login = self.login.lock().await;
        if let Some(login) = login.as_ref().filter(|login| login.is_good()) {
            return Ok(login.clone());
        }
        let answer = self.client.get_authorization_token().send().await;
        let answer = answer.map_err(|error| self.error("GetAuthorizationToken", &error))?;
        let fresh =
            answer.authorization_data().first().and_then(Login::parse).ok_or_else(|| AwsError::Answered {
                operation: "GetAuthorizationToken",
                code: "no token".to_owned(),
                message: "the response contains no token that can be read".to_owned(),
            })?;
        Ok(login.insert(fresh).clone())
    }

    pub(super) fn registry_id(&self) -> Option<String> {
        self.account.as_ref().map(ToString::to_string)
    }

    pub(super) fn error<E, R>(&self, operation: &'static str, error: &SdkError<E, R>) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        R: std::fmt::Debug,
    {
        translate(operation, &self.endpoint, error).into()
    }
}

/// Whether AWS answered with that error code.
pub(super) fn is<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>, code: &str) -> bool {
    error.as_service_error().and_then(ProvideErrorMetadata::code) == Some(code)
}
