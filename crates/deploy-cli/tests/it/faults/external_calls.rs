//! The calls to the outside: for each a world, a command, and the operation that fails.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

use sandbox::{Backend, Options};
use serde_json::json;

use crate::support::one_off_task::world_with_job;
use crate::support::{STATE, World, deployed, deployed_with};

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
const BUCKET: &str = "terraform-state-123456789012";

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
                Box::new(move || with_bucket(&buckets)),
            ),
            call("UpdateService", REDEPLOY, "ecs:UpdateService", Box::new(running)),
            // The first call checks the services before anything is changed.
            Self { succeed_first: 1, ..call("polls", REDEPLOY, "ecs:DescribeServices", Box::new(running)) },
            call("RunTask", FARGATE, "ecs:RunTask", Box::new(world_with_job)),
            call("log reading", FARGATE, "logs:GetLogEvents", Box::new(world_with_job)),
        ]
    }
}

/// A world in which 1.0.0 is deployed, with the state in a bucket under a key of its own.
fn with_bucket(buckets: &str) -> World {
    let options = Options { upstream: Backend::Url(buckets.to_owned()), ..World::options() };
    let world = deployed_with(options, "1.0.0");
    let key = world.path("").file_name().unwrap().to_str().unwrap().to_owned();
    put_object(buckets, &format!("/{BUCKET}/env:/dev/{key}"), &world.read(STATE));
    fs::remove_file(world.path(STATE)).unwrap();
    let config = json!({ "bucket": BUCKET, "key": key, "region": "us-east-1" });
    world.script(
        "backend",
        &json!({ "version": 3, "backend": { "type": "s3", "config": config } }).to_string(),
    );
    world
}

fn put_object(buckets: &str, path: &str, body: &str) {
    let mut stream = TcpStream::connect(buckets.trim_start_matches("http://")).unwrap();
    let head = format!(
        "PUT {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}
