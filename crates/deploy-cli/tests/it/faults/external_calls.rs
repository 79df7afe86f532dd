//! The calls to the outside: for each a world, a command, and the operation that fails.

use crate::support::one_off_task::world_with_job;
use crate::support::{World, deployed};
use crate::with_moto::bucket::deployed_in_bucket;

pub(super) struct ExternalCall {
    pub(super) name: &'static str,
    pub(super) args: &'static [&'static str],
    /// `SERVICE:OPERATION`.
    pub(super) operation: &'static str,
    /// How many of these calls succeed, because the command makes them before for another reason.
    pub(super) succeed_first: u32,
    pub(super) world: Box<dyn Fn() -> World + Sync>,
}

/// The time-out ends the one that is throttled for ever.
const REDEPLOY: &[&str] = &["redeploy", "web", "--env", "dev", "--poll-interval", "5ms", "--timeout", "45s"];
const FARGATE: &[&str] = &["fargate", "--env", "dev", "--poll-interval", "5ms", "--", "echo", "done"];

impl ExternalCall {
    /// All but the push. `buckets` is where S3 answers.
    pub(super) fn all(buckets: &str) -> Vec<Self> {
        let buckets = buckets.to_owned();
        let running = || deployed("1.0.0");
        let call = |name, args, operation, world| Self { name, args, operation, succeed_first: 0, world };
        vec![
            call("login", &["push", "--tag", "1.0.0"], "ecr:GetAuthorizationToken", Box::new(World::new)),
            call(
                "repositories",
                &["create", "--env", "dev"],
                "ecr:DescribeRepositories",
                Box::new(World::new),
            ),
            call(
                "state read",
                &["output", "--env", "dev", "app_tag"],
                "s3:GetObject",
                Box::new(move || deployed_in_bucket(&buckets)),
            ),
            call("UpdateService", REDEPLOY, "ecs:UpdateService", Box::new(running)),
            // The first call checks the services before anything is changed.
            Self { succeed_first: 1, ..call("polls", REDEPLOY, "ecs:DescribeServices", Box::new(running)) },
            call("RunTask", FARGATE, "ecs:RunTask", Box::new(world_with_job)),
            call("log reading", FARGATE, "logs:GetLogEvents", Box::new(world_with_job)),
        ]
    }
}
