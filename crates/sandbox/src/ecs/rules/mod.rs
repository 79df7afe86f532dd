//! Rules: what happens to which tasks.
//!
//! A rule is a line of text: `[on TARGET] BEHAVIOUR [N times]`.
//!
//! | target | what it means |
//! |---|---|
//! | nothing, or `*` | everything |
//! | `web` | the service `web`, and tasks of the family `web` |
//! | `tag:1.0.3` | tasks with an image that has this tag |
//! | `image:worker` | tasks with an image whose name contains this |
//!
//! | behaviour | what happens |
//! |---|---|
//! | `run` | nothing goes wrong, whatever the tag says |
//! | `run in docker` | the main container really runs, in the local engine: its output is the log, its end the task's |
//! | `crash [after 2s] [exit 137] [in CONTAINER]` | the container ends, with code 1 by default |
//! | `end [after 30s] [exit 0] [in CONTAINER]` | the same with code 0 |
//! | `spot interruption after 60s` | Fargate Spot takes the capacity back |
//! | `start takes 60s` | the pull takes that much longer |
//! | `drain takes 300s` | a task behind a load balancer is drained for this time before it stops |
//! | `health check takes 90s` | a task runs for this time before it is healthy |
//! | `log LINE` | the main container logs a line |
//! | `never visible for 3 polls [after 2 polls]` | DescribeServices does not show a new deployment for this number of polls |
//! | `reads flicker for 4 polls` | when a rollout has begun, every other poll shows the service as it was before |
//! | `rollout state missing for 3 polls [after 2 polls]` | DescribeServices shows no `rolloutState` when a rollout has begun |
//! | `missing for 2 polls [after 3 polls]` | DescribeServices returns MISSING for this number of polls when a rollout has begun, `DescribeTasks` when a one-off task was started |
//! | `digest sha256:0123` | tasks run another image than the one that was pushed under its tag |
//! | `images must be pushed` | a task fails as by `image missing` if an image was not pushed to the sandbox's registry |
//! | `rollback keeps id` | a rollback makes the old deployment PRIMARY again, which is the default |
//! | `rollback takes a new id` | a rollback begins a new deployment with an id of its own |
//! | `alarm NAME [after 30s]` | a CloudWatch alarm that the service names is triggered during a rollout |
//! | `alarm NAME already on` | the alarm is in ALARM when a rollout begins: the rollout ignores it |
//! | `failed tasks are not counted` | `failedTasks` stays 0, and the circuit breaker counts nothing |
//! | `retries wait 60s` | how long the first failed task is not replaced; the wait doubles with each failed start |
//! | `completed after 40s` | a deployment is COMPLETED so long after its service deployment has ended |
//! | `zones are rebalanced after 60s` | ECS moves a task of a completed deployment to another availability zone, if the service allows it |
//! | `hook STAGE fails`, `hook STAGE returns nothing`, `hook STAGE succeeds` | what the Lambda functions of lifecycle hooks at a stage return; by default they succeed |
//! | `hook STAGE takes 60s` | how long these functions run |
//! | `image missing`, `pull denied`, `no route` | the image cannot be pulled |
//! | `secret missing`, `secret denied`, `parameter missing`, `parameter denied`, `log group missing` | the task cannot be prepared |
//! | `no addresses` | the subnet has no free address |
//! | `no capacity`, `quota reached`, `role trust missing` | no task is created |
//! | `wrong platform`, `out of memory`, `port in use`, `sidecar ended` | a container ends, as it does for this cause |
//! | `unhealthy container`, `unhealthy load balancer`, `wrong port`, `target group mismatch` | a health check fails |
//!
//! `N times` lets a rule about tasks hold for the first N of them only. Durations are AWS's: the model shortens them like all
//! others, see `TimeScale`. A task runs for 40 s before it counts as healthy, so `crash after 2s` fails a rollout and
//! `crash after 60s` ends a task of a completed one. Of several rules about a task's outcome the latest holds.
//!
//! Without a rule, words in the image's tag say what happens (`image_tags`): `1.0.3-broken` crashes.

pub(crate) mod active_rules;
mod behaviour;
pub(crate) mod cause;
mod error;
mod image_tags;
mod rule;
mod service_behaviour;
mod target;
pub(crate) mod task_context;
#[cfg(test)]
mod tests;
mod words;

pub use self::error::RuleError;
pub use self::rule::Rule;
