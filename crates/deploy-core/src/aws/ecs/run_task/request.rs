//! `RunTask`: what a task is run with, and running it.

use aws_sdk_ecs::types::{
    AssignPublicIp, AwsVpcConfiguration, ContainerOverride, LaunchType, NetworkConfiguration, TaskOverride,
};

use super::super::client::Ecs;
use super::super::error::Error;

/// What a one-off task is run with.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunTaskRequest {
    /// The cluster: name or ARN.
    pub(crate) cluster: String,
    /// The ARN of the task definition.
    pub(crate) task_definition: String,
    /// The container whose command is replaced.
    pub(crate) container: String,
    /// The command; none leaves the definition's own.
    pub(crate) command: Vec<String>,
    /// The task's CPU units, instead of the definition's; 1024 are one vCPU.
    pub(crate) cpu: Option<u32>,
    /// The task's memory in MiB, instead of the definition's.
    pub(crate) memory: Option<u32>,
    /// The subnets, one of which ECS takes.
    pub(crate) subnets: Vec<String>,
    /// The security groups.
    pub(crate) security_groups: Vec<String>,
    /// Whether the task gets a public address.
    pub(crate) public_ip: bool,
    /// Who starts it: letters, digits, `-`, `_` and `/`, at most 128.
    pub(crate) started_by: String,
}

impl RunTaskRequest {
    /// The size is that of the task, which is what Fargate places and bills.
    fn overrides(&self) -> TaskOverride {
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

    fn network(&self) -> Result<NetworkConfiguration, Error> {
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

/// Runs a task and returns its ARN. The SDK gives the call a client token of its own, the same in each of its attempts, so
/// that a retry does not run the task twice.
pub(crate) async fn run(ecs: &Ecs, request: &RunTaskRequest) -> Result<String, Error> {
    let call = ecs
        .changing()
        .run_task()
        .cluster(&request.cluster)
        .task_definition(&request.task_definition)
        .launch_type(LaunchType::Fargate)
        .started_by(&request.started_by)
        .network_configuration(request.network()?)
        .overrides(request.overrides());
    let answer = call.send().await.map_err(|error| ecs.error("run the task", "RunTask", &error))?;
    if let Some(arn) = answer.tasks().first().and_then(|task| task.task_arn()) {
        return Ok(arn.to_owned());
    }
    let reasons = answer.failures().iter().map(|failure| {
        let words = [failure.reason(), failure.detail(), failure.arn()];
        words.into_iter().flatten().collect::<Vec<_>>().join(": ")
    });
    Err(Error::NotPlaced { reasons: reasons.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_gets_all_subnets_and_a_public_address_only_if_asked() {
        let mut request = RunTaskRequest {
            subnets: vec!["subnet-1".into(), "subnet-2".into()],
            ..RunTaskRequest::default()
        };
        let network = |request: &RunTaskRequest| request.network().unwrap().awsvpc_configuration.unwrap();
        assert_eq!(network(&request).subnets(), ["subnet-1", "subnet-2"]);
        assert_eq!(network(&request).assign_public_ip(), Some(&AssignPublicIp::Disabled));
        request.public_ip = true;
        assert_eq!(network(&request).assign_public_ip(), Some(&AssignPublicIp::Enabled));
        request.subnets.clear();
        assert!(request.network().is_err());
    }
}
