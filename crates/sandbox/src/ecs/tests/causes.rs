//! Each cause of a failed rollout, as a tool that looks for it finds it.

use serde_json::json;

use super::world::World;
use crate::ecs::rules::cause::NAMES;

/// What polls and descriptions show of one cause: of the service's events, and of the first task that stopped.
fn outcome(cause: &str) -> String {
    let groups = json!([{ "targetGroupArn": "tg", "containerName": "app", "containerPort": 80 }]);
    let mut world = World::with_service(json!({ "loadBalancers": groups }));
    world.rule(&format!("on web {cause}"));
    let before = world.events().lines().count();
    let deployment = world.deploy("1.0.1");
    world.wait(3000);
    let events = world.events();
    let first = events
        .lines()
        .skip(before)
        .take(4)
        .find(|line| !line.contains("has started") && !line.contains("registered"));
    let stopped = world.tasks(json!({ "desiredStatus": "STOPPED", "startedBy": deployment }));
    let stopped = stopped.first().cloned().unwrap_or_default();
    let container = &stopped["containers"][0];
    format!(
        "{cause}\n  event: {}\n  task: {} {}\n  container: {} {}\n",
        first.unwrap_or_default(),
        stopped["stopCode"],
        stopped["stoppedReason"],
        container["exitCode"],
        container["reason"],
    )
}

#[test]
fn each_cause_is_said_in_the_words_of_aws() {
    let told: Vec<String> = NAMES.into_iter().map(|(_, name)| outcome(name)).collect();
    insta::assert_snapshot!(told.join(""), @r#"
    image missing
      event: (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
      task: "TaskFailedToStart" "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.1: 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.1: not found"
      container: null "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.1: 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.1: not found"
    pull denied
      event: (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
      task: "TaskFailedToStart" "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.1: pulling from host 123456789012.dkr.ecr.us-east-1.amazonaws.com failed with status code [manifests 1.0.1]: 403 Forbidden"
      container: null "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1.0.1: pulling from host 123456789012.dkr.ecr.us-east-1.amazonaws.com failed with status code [manifests 1.0.1]: 403 Forbidden"
    no route
      event: (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
      task: "TaskFailedToStart" "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post \"https://api.ecr.us-east-1.amazonaws.com/\": dial tcp 10.0.0.10:443: i/o timeout"
      container: null null
    wrong platform
      event: 
      task: "EssentialContainerExited" "Essential container in task exited"
      container: 255 null
    secret missing
      event: (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
      task: "TaskFailedToStart" "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret /app/secret from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret."
      container: null null
    secret denied
      event: (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
      task: "TaskFailedToStart" "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret /app/secret from secrets manager: AccessDeniedException: User: ecsTaskExecutionRole is not authorized to perform: secretsmanager:GetSecretValue on resource: /app/secret because no identity-based policy allows the secretsmanager:GetSecretValue action"
      container: null null
    parameter missing
      event: (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
      task: "TaskFailedToStart" "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid parameters: /app/secret"
      container: null null
    parameter denied
      event: (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
      task: "TaskFailedToStart" "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: ecsTaskExecutionRole is not authorized to perform: ssm:GetParameters on resource: /app/secret because no identity-based policy allows the ssm:GetParameters action"
      container: null null
    log group missing
      event: (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
      task: "TaskFailedToStart" "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1"
      container: null null
    out of memory
      event: 
      task: "EssentialContainerExited" "Essential container in task exited"
      container: 137 "OutOfMemoryError: Container killed due to memory usage"
    no capacity
      event: (service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.
      task: null null
      container: null null
    quota reached
      event: (service web) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently.
      task: null null
      container: null null
    no addresses
      event: (service web) (deployment ecs-svc/ID) deployment failed: tasks failed to start.
      task: "TaskFailedToStart" "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment disabled in subnet 'subnet-1': InsufficientFreeAddressesInSubnet"
      container: null null
    port in use
      event: 
      task: "EssentialContainerExited" "Essential container in task exited"
      container: 1 null
    role trust missing
      event: (service web) failed to launch a task with (error ECS was unable to assume the role 'ecsTaskRole' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).
      task: null null
      container: null null
    sidecar ended
      event: 
      task: "EssentialContainerExited" "Essential container in task exited"
      container: 0 null
    unhealthy container
      event: (service web) (task TASK) failed container health checks.
      task: "ServiceSchedulerInitiated" "Task failed container health checks"
      container: 143 null
    unhealthy load balancer
      event: (service web) (task TASK) (port 80) is unhealthy in (target-group tg) due to (reason Health checks failed).
      task: "ServiceSchedulerInitiated" "Task failed ELB health checks in (target-group tg)"
      container: 143 null
    wrong port
      event: (service web) (task TASK) (port 80) is unhealthy in (target-group tg) due to (reason Request timed out).
      task: "ServiceSchedulerInitiated" "Task failed ELB health checks in (target-group tg)"
      container: 143 null
    target group mismatch
      event: (service web) (task TASK) (port 80) is unhealthy in (target-group tg) due to (reason Health checks failed with these codes: [404]).
      task: "ServiceSchedulerInitiated" "Task failed ELB health checks in (target-group tg)"
      container: 143 null
    "#);
}
