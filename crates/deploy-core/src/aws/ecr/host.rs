//! The host names of ECR's registries, which say account and region. The name's region counts, not the configured one.

use std::sync::LazyLock;

use regex::Regex;

use crate::types::AccountId;

/// What the name of one of Amazon's registries says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EcrHost {
    pub(super) account: AccountId,
    pub(super) region: String,
    pub(super) fips: bool,
}

impl EcrHost {
    /// None if a host is not one of Amazon's. These are the forms that Amazon's own credential helper knows
    /// (<https://github.com/awslabs/amazon-ecr-credential-helper>): China, FIPS, dual-stack and isolated regions too.
    pub(crate) fn parse(host: &str) -> Option<Self> {
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
        let said = |host| EcrHost::parse(host).map(|it| format!("{} {} {}", it.account, it.region, it.fips));
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
            assert_eq!(EcrHost::parse(host), None, "{host}");
        }
    }
}
