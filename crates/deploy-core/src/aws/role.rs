//! The role of `deploy.toml` that the calls to an environment's account are made with, as by a provider of Terraform that
//! assumes one.

use aws_config::SdkConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_sdk_ecs::config::{ProvideCredentials, SharedCredentialsProvider};

use super::error::{Error, innermost};
use crate::types::RoleArn;

/// The session's name in `CloudTrail`.
const SESSION: &str = "deploy";

/// The same configuration with the credentials of a role. Fails if it cannot be assumed.
pub(super) async fn assume(config: &SdkConfig, role: &RoleArn) -> Result<SdkConfig, Error> {
    let own = config.credentials_provider().ok_or_else(|| no_credentials("no provider is configured"))?;
    let provider = AssumeRoleProvider::builder(role.as_str()).session_name(SESSION).configure(config);
    let provider = provider.build_from_provider(own).await;
    let failed = |error| no_credentials(&format!("the role {role} cannot be assumed: {}", innermost(&error)));
    provider.provide_credentials().await.map_err(failed)?;
    Ok(config.to_builder().credentials_provider(SharedCredentialsProvider::new(provider)).build())
}

fn no_credentials(reason: &str) -> Error {
    Error::NoCredentials { reason: reason.to_owned() }
}
