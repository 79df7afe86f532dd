//! What a one-off task is run with.

use aws_sdk_ecs::types::{
    AssignPublicIp, AwsVpcConfiguration, ContainerOverride, NetworkConfiguration, TaskOverride,
};

use super::error::Error;

/// What a one-off task is run with.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The cluster: name or ARN.
    pub cluster: String,
    /// The ARN of the task definition.
    pub task_definition: String,
    /// The container whose command is replaced.
    pub container: String,
    /// The command; none leaves the definition's own.
    pub command: Vec<String>,
    /// The task's CPU units, instead of the definition's; 1024 are one vCPU.
    pub cpu: Option<u32>,
    /// The task's memory in MiB, instead of the definition's.
    pub memory: Option<u32>,
    /// The subnets, one of which ECS takes.
    pub subnets: Vec<String>,
    /// The security groups.
    pub security_groups: Vec<String>,
    /// Whether the task gets a public address.
    pub public_ip: bool,
    /// Who starts it: letters, digits, `-`, `_` and `/`, at most 128.
    pub started_by: String,
}

impl Request {
    /// The size is that of the task, which is what Fargate places and bills.
    pub(super) fn overrides(&self) -> TaskOverride {
        let container = ContainerOverride::builder()
            .name(&self.container)
            .set_command(Some(self.command.clone()).filter(|command| !command.is_empty()))
            .build();
        TaskOverride::builder()
            .container_overrides(container)
            .set_cpu(self.cpu.map(|units| units.to_string()))
            .set_memory(self.memory.map(|mebibytes| mebibytes.to_string()))
            .build()
    }

    pub(super) fn network(&self) -> Result<NetworkConfiguration, Error> {
        let public_ip = if self.public_ip { AssignPublicIp::Enabled } else { AssignPublicIp::Disabled };
        let vpc = AwsVpcConfiguration::builder()
            .set_subnets(Some(self.subnets.clone()).filter(|subnets| !subnets.is_empty()))
            .set_security_groups(Some(self.security_groups.clone()))
            .assign_public_ip(public_ip)
            .build()
            .map_err(|_| Error::NoSubnet)?;
        Ok(NetworkConfiguration::builder().awsvpc_configuration(vpc).build())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_gets_all_subnets_and_a_public_address_only_if_asked() {
        let mut request =
            Request { subnets: vec!["subnet-1".into(), "subnet-2".into()], ..Request::default() };
        let network = |request: &Request| request.network().unwrap().awsvpc_configuration.unwrap();
        assert_eq!(network(&request).subnets(), ["subnet-1", "subnet-2"]);
        assert_eq!(network(&request).assign_public_ip(), Some(&AssignPublicIp::Disabled));
        request.public_ip = true;
        assert_eq!(network(&request).assign_public_ip(), Some(&AssignPublicIp::Enabled));
        request.subnets.clear();
        assert!(request.network().is_err());
    }
}
