//! What kind of registry a host is.
//!
//! The account and the region are in the host's name, and the name's region counts, not the configured one. With an
//! overridden endpoint (a sandbox, say) ECR is whatever that endpoint says it is, and Amazon's own registries
//! must not be reached by mistake.

use std::sync::LazyLock;

use regex::Regex;

use super::client::ClientConfig;
use super::credentials::Credentials;
use super::ecr::Ecr;
use super::error::Error;
use crate::aws::Aws;
use crate::context::Context;
use crate::image::AccountId;

/// A registry to which images go.
#[derive(Clone, Debug)]
pub enum Registry {
    /// ECR, or what an overridden endpoint says is ECR.
    Ecr(Ecr),
    /// Any other, to which the user's Docker credentials apply.
    Other {
        /// Its host, with the port.
        host: String,
    },
}

impl Registry {
    /// Finds out what `host` is. Calls AWS only where the endpoint of ECR is overridden.
    pub async fn of(host: &str, aws: &Aws) -> Result<Self, Error> {
        let address = Address::of(host);
        let Some(endpoint) = aws.endpoint_override("ECR") else {
            let amazon = address.map(|address| Self::Ecr(Ecr::new(host, Some(&address), aws)));
            return Ok(amazon.unwrap_or_else(|| Self::Other { host: host.to_owned() }));
        };
        let ecr = Ecr::new(host, address.as_ref(), aws);
        let ours = ecr.registry().await?;
        match address {
            _ if ours == host => Ok(Self::Ecr(ecr)),
            Some(_) => Err(Error::Foreign { host: host.to_owned(), endpoint, ours }),
            None => Ok(Self::Other { host: host.to_owned() }),
        }
    }

    /// Whether a host's name is one of ECR's own, so that only AWS credentials let us in.
    pub fn is_amazon(host: &str) -> bool {
        Address::of(host).is_some()
    }

    /// Its host, with the port.
    pub fn host(&self) -> &str {
        match self {
            Self::Ecr(ecr) => ecr.host(),
            Self::Other { host } => host,
        }
    }

    /// What lets us in; none where the user has no credentials for it.
    pub async fn credentials(&self, context: &Context) -> Result<Option<Credentials>, Error> {
        match self {
            Self::Ecr(ecr) => ecr.login().await.map(Some),
            Self::Other { host } => ClientConfig::load()?.credentials(host, context).await,
        }
    }
}

/// What the name of one of Amazon's registries says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) account: AccountId,
    pub(super) region: String,
    pub(super) fips: bool,
}

impl Address {
    /// The forms that Amazon's own credential helper knows
    /// (<https://github.com/awslabs/amazon-ecr-credential-helper>): China, FIPS, dual-stack and isolated regions too.
    pub(super) fn of(host: &str) -> Option<Self> {
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            let suffixes = [
                r"amazonaws\.(?:com(?:\.cn)?|eu)",
                r"on\.(?:aws|amazonwebservices\.com\.cn)",
                r"sc2s\.sgov\.gov",
                r"c2s\.ic\.gov",
                r"cloud\.adc-e\.uk",
                r"csp\.hci\.ic\.gov",
            ];
            let name = r"([0-9]{12})\.dkr[.-]ecr(-fips)?\.([a-zA-Z0-9][a-zA-Z0-9_-]*)";
            Regex::new(&format!(r"\A{name}\.(?:{})\z", suffixes.join("|")))
                .expect("a valid regular expression")
        });
        let parts = NAME.captures(host)?;
        Some(Self {
            account: parts[1].parse().ok()?,
            region: parts[3].to_owned(),
            fips: parts.get(2).is_some(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_registry_of_amazon_says_account_and_region() {
        let said = |host| Address::of(host).map(|it| format!("{} {} {}", it.account, it.region, it.fips));
        for (host, expected) in [
            ("123456789012.dkr.ecr.us-east-1.amazonaws.com", "123456789012 us-east-1 false"),
            ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "123456789012 cn-north-1 false"),
            ("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "123456789012 us-gov-west-1 true"),
            ("123456789012.dkr-ecr.eu-west-1.on.aws", "123456789012 eu-west-1 false"),
            ("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", "123456789012 eusc-de-east-1 false"),
        ] {
            assert_eq!(said(host).as_deref(), Some(expected), "{host}");
        }
    }

    #[test]
    fn other_hosts_are_not_amazons() {
        for host in [
            "public.ecr.aws",
            "docker.io",
            "localhost:5000",
            "123.dkr.ecr.us-east-1.amazonaws.com",
            "123456789012.dkr.ecr.us-east-1.amazonaws.com.evil.example",
            "123456789012.dkr.ecr.us-east-1.amazonaws.com:443",
        ] {
            assert_eq!(Address::of(host), None, "{host}");
        }
    }
}
