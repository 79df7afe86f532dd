//! The connection to an account: made once, when something first needs AWS, and checked against `deploy.toml`.

use std::sync::Arc;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_ecs::config::ProvideCredentials;
use aws_types::service_config::ServiceConfigKey;
use tokio::sync::OnceCell;

use super::error::{Error, innermost, translate};
use super::timeouts::Timeouts;
use crate::types::{AccountId, EnvName};

/// Which account, as far as the user says; the rest is the SDK's own chain (environment, profile, SSO, role).
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// A profile of `~/.aws/config`, before `AWS_PROFILE`.
    pub(crate) profile: Option<String>,
    /// A region, before `AWS_REGION`.
    pub(crate) region: Option<String>,
}

/// The account that an environment is in, as `deploy.toml` says.
#[derive(Clone, Debug)]
pub(crate) struct ExpectedAccount {
    pub(crate) environment: EnvName,
    pub(crate) account: AccountId,
}

/// A connection that is made when it is first needed. Cloning keeps it.
#[derive(Clone, Debug)]
pub(crate) struct AwsConnection {
    settings: Settings,
    expected: Option<ExpectedAccount>,
    connected: Arc<OnceCell<Aws>>,
    identity: Arc<OnceCell<Identity>>,
}

impl AwsConnection {
    /// Nothing is called yet.
    pub(crate) fn new(settings: Settings, expected: Option<ExpectedAccount>) -> Self {
        Self { settings, expected, connected: Arc::default(), identity: Arc::default() }
    }

    /// The account, which is the one that `deploy.toml` says, if it says one.
    pub(crate) async fn get(&self) -> Result<&Aws, Error> {
        if self.expected.is_some() {
            self.identity().await?;
        }
        self.connect().await
    }

    /// Who the credentials belong to, as STS says.
    pub(crate) async fn identity(&self) -> Result<&Identity, Error> {
        let aws = self.connect().await?;
        let asked = || async { self.require_expected(aws.identity().await?) };
        self.identity.get_or_try_init(asked).await
    }

    async fn connect(&self) -> Result<&Aws, Error> {
        self.connected.get_or_try_init(|| Aws::connect(&self.settings)).await
    }

    fn require_expected(&self, identity: Identity) -> Result<Identity, Error> {
        match &self.expected {
            Some(ExpectedAccount { environment, account }) if *account != identity.account => {
                Err(Error::WrongAccount {
                    environment: environment.clone(),
                    expected: account.clone(),
                    actual: identity.account,
                    arn: identity.arn,
                })
            }
            _ => Ok(identity),
        }
    }
}

/// One account and region, with its credentials.
#[derive(Clone, Debug)]
pub(crate) struct Aws {
    config: SdkConfig,
    region: String,
}

/// Who the credentials belong to.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub(crate) account: AccountId,
    /// The ARN of the user or role.
    arn: String,
}

impl Aws {
    /// Reads the configuration, and checks what can be checked without a call: certificates, region, credentials.
    async fn connect(settings: &Settings) -> Result<Self, Error> {
        if rustls_native_certs::load_native_certs().certs.is_empty() {
            return Err(Error::NoCertificates);
        }
        let config = load(settings, Timeouts::from_environment()?).await;
        let region = config.region().ok_or(Error::NoRegion)?.to_string();
        let provider = config
            .credentials_provider()
            .ok_or_else(|| Error::NoCredentials { reason: "no provider is configured".to_owned() })?;
        provider
            .provide_credentials()
            .await
            .map_err(|error| Error::NoCredentials { reason: innermost(&error) })?;
        Ok(Self { config, region })
    }

    /// The region.
    pub(crate) fn region(&self) -> &str {
        &self.region
    }

    /// The same account in another region.
    #[must_use]
    pub(crate) fn in_region(&self, region: &str) -> Self {
        let config = self.config.to_builder().region(Region::new(region.to_owned())).build();
        Self { config, region: region.to_owned() }
    }

    /// A client of ECS.
    pub(crate) fn ecs(&self) -> aws_sdk_ecs::Client {
        aws_sdk_ecs::Client::new(&self.config)
    }

    /// A client of ECR.
    pub(crate) fn ecr(&self) -> aws_sdk_ecr::Client {
        aws_sdk_ecr::Client::new(&self.config)
    }

    /// A client of CloudWatch Logs.
    pub(crate) fn logs(&self) -> aws_sdk_cloudwatchlogs::Client {
        aws_sdk_cloudwatchlogs::Client::new(&self.config)
    }

    /// A client of S3. Buckets are addressed by path where the endpoint is overridden: `BUCKET.localhost` does not resolve.
    pub(crate) fn s3(&self) -> aws_sdk_s3::Client {
        let path_style = self.endpoint_override("S3").is_some();
        let config = aws_sdk_s3::config::Builder::from(&self.config).force_path_style(path_style).build();
        aws_sdk_s3::Client::from_conf(config)
    }

    async fn identity(&self) -> Result<Identity, Error> {
        let answer = aws_sdk_sts::Client::new(&self.config)
            .get_caller_identity()
            .send()
            .await
            .map_err(|error| translate("GetCallerIdentity", &self.address("STS"), &error))?;
        let account = answer.account().unwrap_or_default();
        let account = account.parse().map_err(|_| Error::Answered {
            operation: "GetCallerIdentity",
            code: "no account".to_owned(),
            message: format!("the answer names the account `{account}`"),
        })?;
        Ok(Identity { account, arn: answer.arn().unwrap_or_default().to_owned() })
    }

    /// Where the calls of a service go, for error messages. `service` is its SDK id: `ECS`, `S3`, `CloudWatch Logs`.
    pub(crate) fn address(&self, service: &str) -> String {
        let host = service.rsplit(' ').next().unwrap_or(service).to_lowercase();
        self.endpoint_override(service)
            .unwrap_or_else(|| format!("https://{host}.{}.amazonaws.com", self.region))
    }

    /// The endpoint of a service, where the environment or the profile overrides AWS's own
    /// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html>).
    pub(crate) fn endpoint_override(&self, service: &str) -> Option<String> {
        let variable = format!("AWS_ENDPOINT_URL_{}", service.to_uppercase().replace(' ', "_"));
        let key = ServiceConfigKey::builder()
            .service_id(service)
            .env(&variable)
            .profile("endpoint_url")
            .build()
            .ok()?;
        self.config
            .service_config()
            .and_then(|settings| settings.load_config(key))
            .or_else(|| self.config.endpoint_url().map(str::to_owned))
    }
}

async fn load(settings: &Settings, timeouts: Timeouts) -> SdkConfig {
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .timeout_config(timeouts.config())
        .retry_config(timeouts.retries());
    if let Some(profile) = &settings.profile {
        loader = loader.profile_name(profile);
    }
    if let Some(region) = &settings.region {
        loader = loader.region(Region::new(region.clone()));
    }
    loader.load().await
}

#[cfg(test)]
impl Aws {
    /// What stands in for AWS at `endpoint`, whatever the environment says.
    pub(crate) fn at(endpoint: &str) -> Self {
        let credentials = aws_sdk_ecs::config::Credentials::new("test", "test", None, None, "test");
        let soon = std::time::Duration::from_millis(1);
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .retry_config(aws_config::retry::RetryConfig::standard().with_initial_backoff(soon))
            .credentials_provider(aws_sdk_ecs::config::SharedCredentialsProvider::new(credentials))
            .endpoint_url(endpoint)
            .build();
        Self { config, region: "us-east-1".to_owned() }
    }
}

#[cfg(test)]
impl AwsConnection {
    /// A connection that is made already.
    pub(crate) fn to(aws: Aws) -> Self {
        let connection = Self::new(Settings::default(), None);
        connection.connected.set(aws).expect("it is new");
        connection
    }
}
