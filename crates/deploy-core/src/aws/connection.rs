//! One account and region, with its credentials and the clients of its services.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_ecs::config::ProvideCredentials;
use aws_types::service_config::ServiceConfigKey;

use super::error::{Error, innermost, translate};
use super::identity::Identity;
use super::settings::Settings;
use super::timeouts::Timeouts;
use super::waiting::{Address, UntilAsked};
use super::{ca_bundle, credentials, role};
use crate::context::Interrupt;

/// One account and region, with its credentials.
#[derive(Clone, Debug)]
pub(crate) struct Aws {
    config: SdkConfig,
    /// Without the role that is assumed: the state is not in the environment's account.
    without_role: SdkConfig,
    region: String,
    interrupt: Interrupt,
}

impl Aws {
    /// Reads the configuration, and checks what can be checked without a call: certificates, region, credentials.
    pub(super) async fn connect(settings: Option<&Settings>, interrupt: &Interrupt) -> Result<Self, Error> {
        let profile = settings.and_then(|settings| settings.profile.as_deref());
        let http_client = ca_bundle::http_client(profile).await?;
        let timeouts = Timeouts::from_environment()?;
        if !credentials::are_in_environment() {
            credentials::require_profile(profile).await?;
        }
        let mut config = load(settings, timeouts, interrupt).await;
        if let Some(client) = http_client {
            config = config.to_builder().http_client(client).build();
        }
        let region = config.region().ok_or(Error::NoRegion)?.to_string();
        let provider = config
            .credentials_provider()
            .ok_or_else(|| Error::NoCredentials { reason: "no provider is configured".to_owned() })?;
        provider
            .provide_credentials()
            .await
            .map_err(|error| Error::NoCredentials { reason: innermost(&error) })?;
        let without_role = config.clone();
        if let Some(role) = settings.and_then(|settings| settings.role.as_ref()) {
            config = role::assume(&config, role).await?;
        }
        Ok(Self { config, without_role, region, interrupt: interrupt.clone() })
    }

    /// The region.
    pub(crate) fn region(&self) -> &str {
        &self.region
    }

    /// The endpoint of all services, where it is overridden.
    pub(super) fn endpoint(&self) -> Option<String> {
        self.config.endpoint_url().map(str::to_owned)
    }

    /// The same account in another region.
    #[must_use]
    pub(crate) fn in_region(&self, region: &str) -> Self {
        let there = |config: &SdkConfig| config.to_builder().region(Region::new(region.to_owned())).build();
        let (config, without_role) = (there(&self.config), there(&self.without_role));
        Self { config, without_role, region: region.to_owned(), interrupt: self.interrupt.clone() }
    }

    /// Who the credentials of a profile belong to.
    pub(super) async fn identity_of_profile(&self, profile: &str) -> Result<Identity, Error> {
        credentials::require_profile(Some(profile)).await?;
        let config = credentials::with_profile(&self.without_role, profile);
        Self { config, ..self.clone() }.identity().await
    }

    /// Who the credentials belong to with which a role is assumed, if one is.
    pub(super) async fn identity_without_role(&self) -> Result<Identity, Error> {
        Self { config: self.without_role.clone(), ..self.clone() }.identity().await
    }

    /// A client of ECS.
    pub(crate) fn ecs(&self) -> aws_sdk_ecs::Client {
        aws_sdk_ecs::Client::new(&self.config)
    }

    /// A client of ECS for calls that change something.
    pub(crate) fn ecs_changing(&self) -> aws_sdk_ecs::Client {
        let config = aws_sdk_ecs::config::Builder::from(&self.config);
        aws_sdk_ecs::Client::from_conf(config.sleep_impl(UntilAsked::changing(&self.interrupt)).build())
    }

    /// A client of Elastic Load Balancing.
    pub(crate) fn load_balancing(&self) -> aws_sdk_elasticloadbalancingv2::Client {
        aws_sdk_elasticloadbalancingv2::Client::new(&self.config)
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
        let config =
            aws_sdk_s3::config::Builder::from(&self.without_role).force_path_style(path_style).build();
        aws_sdk_s3::Client::from_conf(config)
    }

    /// A client of S3 for calls that change something.
    pub(crate) fn s3_changing(&self) -> aws_sdk_s3::Client {
        let config = self.s3().config().to_builder();
        aws_sdk_s3::Client::from_conf(config.sleep_impl(UntilAsked::changing(&self.interrupt)).build())
    }

    pub(super) async fn identity(&self) -> Result<Identity, Error> {
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
    pub(crate) fn address(&self, service: &str) -> Address {
        let host = match service {
            "ECR" => "api.ecr".to_owned(),
            _ => service.rsplit(' ').next().unwrap_or(service).to_lowercase(),
        };
        let url = self
            .endpoint_override(service)
            .unwrap_or_else(|| format!("https://{host}.{}.amazonaws.com", self.region));
        Address { url, interrupt: self.interrupt.clone() }
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

async fn load(settings: Option<&Settings>, timeouts: Timeouts, interrupt: &Interrupt) -> SdkConfig {
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .sleep_impl(UntilAsked::reading(interrupt))
        .timeout_config(timeouts.config())
        .retry_config(timeouts.retries());
    if let Some(profile) = settings.and_then(|settings| settings.profile.as_ref()) {
        loader = loader.profile_name(profile);
    }
    if let Some(region) = settings.and_then(|settings| settings.region.as_ref()) {
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
        Self {
            without_role: config.clone(),
            config,
            region: "us-east-1".to_owned(),
            interrupt: Interrupt::never(),
        }
    }
}
