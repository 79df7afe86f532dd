//! Keys in the environment, and the profile of `deploy.toml` that they may meet.
//!
//! What a reader would get wrong: the SDK, as Terraform's provider, asks the environment before any profile, also before
//! one that was chosen explicitly. So a profile says nothing where there are keys, and both must be for one account.

use std::collections::BTreeSet;

use aws_config::SdkConfig;
use aws_config::profile::{self, ProfileFileCredentialsProvider};
use aws_config::provider_config::ProviderConfig;
use aws_sdk_ecs::config::SharedCredentialsProvider;
use aws_types::os_shim_internal::{Env, Fs};

use super::error::Error;
use crate::env_var;

/// Whether the environment has keys, which count before any profile.
pub(crate) fn are_in_environment() -> bool {
    [env_var::AWS_ACCESS_KEY_ID, env_var::AWS_SECRET_ACCESS_KEY]
        .into_iter()
        .all(|variable| env_var::text(variable).is_some())
}

/// The same configuration with the credentials of a profile, whatever the environment has.
pub(super) fn with_profile(config: &SdkConfig, profile: &str) -> SdkConfig {
    let settings = ProviderConfig::default().with_region(config.region().cloned());
    let provider =
        ProfileFileCredentialsProvider::builder().configure(&settings).profile_name(profile).build();
    let provider = SharedCredentialsProvider::new(provider);
    config.to_builder().credentials_provider(provider).build()
}

/// Fails if the profile that is chosen, by `deploy.toml` or by `AWS_PROFILE`, is in none of the files of AWS.
pub(super) async fn require_profile(chosen: Option<&str>) -> Result<(), Error> {
    let variable = env_var::text(env_var::AWS_PROFILE);
    let Some(profile) = chosen.map(str::to_owned).or(variable) else { return Ok(()) };
    #[expect(clippy::default_trait_access, reason = "the type's name here is deprecated")]
    let loaded = profile::load(&Fs::real(), &Env::real(), &Default::default(), None).await;
    match loaded {
        Ok(profiles) if profiles.get_profile(&profile).is_none() => {
            let known: BTreeSet<_> = profiles.profiles().map(str::to_owned).collect();
            Err(Error::NoProfile {
                profile,
                by_variable: chosen.is_none(),
                known: known.into_iter().collect(),
            })
        }
        // Files that cannot be read are an error of the credentials, which says why.
        _ => Ok(()),
    }
}
