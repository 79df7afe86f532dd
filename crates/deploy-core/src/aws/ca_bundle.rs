//! The certificates that calls to AWS trust: those of the system, or those of a file that the user names.
//!
//! What a reader would get wrong: as in AWS's own programs, the file takes the place of the system's certificates
//! (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html>, `ca_bundle`). The Rust SDK reads neither
//! the variable nor the setting.

use std::fs;

use aws_config::profile;
use aws_sdk_ecs::config::SharedHttpClient;
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_types::os_shim_internal::{Env, Fs};

use super::error::Error;
use crate::env_var;

/// The client for calls to AWS; none where the SDK's own will do, which trusts the system's certificates.
pub(super) async fn http_client(profile: Option<&str>) -> Result<Option<SharedHttpClient>, Error> {
    let Some(file) = file(profile).await else {
        let has_certificates = !rustls_native_certs::load_native_certs().certs.is_empty();
        let place = "on this machine".to_owned();
        return if has_certificates { Ok(None) } else { Err(Error::NoCertificates { place }) };
    };
    let unusable = |reason: String| Error::NoCertificates { place: format!("in {file}: {reason}") };
    let certificates = fs::read(&file).map_err(|error| unusable(error.to_string()))?;
    if !certificates.windows(BEGIN.len()).any(|part| part == BEGIN) {
        return Err(unusable("it contains no certificate in PEM format".to_owned()));
    }
    let store = TrustStore::empty().with_pem_certificate(certificates);
    let context = TlsContext::builder().with_trust_store(store).build();
    let context = context.map_err(|error| unusable(error.to_string()))?;
    let provider = Provider::rustls(CryptoMode::AwsLc);
    Ok(Some(Builder::new().tls_provider(provider).tls_context(context).build_https()))
}

const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// The file that the environment names, else the profile.
async fn file(chosen: Option<&str>) -> Option<String> {
    if let Some(file) = env_var::text(env_var::AWS_CA_BUNDLE) {
        return Some(file);
    }
    let profile = chosen.map(str::to_owned).or_else(|| env_var::text(env_var::AWS_PROFILE));
    #[expect(clippy::default_trait_access, reason = "the type's name here is deprecated")]
    let profiles =
        profile::load(&Fs::real(), &Env::real(), &Default::default(), profile.map(Into::into)).await;
    profiles.ok()?.get("ca_bundle").map(str::to_owned)
}
