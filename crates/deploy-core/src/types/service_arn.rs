//! ARNs of ECS services, which say where a service is.

use std::str::FromStr;

use super::names::InvalidName;

/// The ARN of an ECS service, `arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME`. The old form has no cluster.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServiceArn {
    /// Its region.
    pub region: String,
    /// Its cluster's name; none in the old form.
    pub cluster: Option<String>,
    /// Its name.
    pub name: String,
}

impl FromStr for ServiceArn {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        let invalid =
            || InvalidName { word: text.to_owned(), expected: "the ARN of an ECS service: arn:aws:ecs:…" };
        let parts: Vec<_> = text.splitn(6, ':').collect();
        let ["arn", _, "ecs", region, _, resource] = parts[..] else { return Err(invalid()) };
        let path = resource.strip_prefix("service/").ok_or_else(invalid)?;
        let (cluster, name) = match path.split_once('/') {
            Some((cluster, name)) => (Some(cluster), name),
            None => (None, path),
        };
        if region.is_empty() || name.is_empty() {
            return Err(invalid());
        }
        Ok(Self { region: region.to_owned(), cluster: cluster.map(str::to_owned), name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        let arn: ServiceArn = "arn:aws:ecs:eu-west-1:123456789012:service/main/web".parse().unwrap();
        assert_eq!(
            (arn.region.as_str(), arn.cluster.as_deref(), arn.name.as_str()),
            ("eu-west-1", Some("main"), "web")
        );
        let arn: ServiceArn = "arn:aws-cn:ecs:cn-north-1:123456789012:service/web".parse().unwrap();
        assert_eq!(
            (arn.region.as_str(), arn.cluster.as_deref(), arn.name.as_str()),
            ("cn-north-1", None, "web")
        );
        for other in [
            "web",
            "arn:aws:ecs:eu-west-1:1:cluster/main",
            "arn:aws:ecs::1:service/a/b",
            "arn:aws:ecs:x:1:service/",
        ] {
            assert!(other.parse::<ServiceArn>().is_err(), "{other}");
        }
    }
}
