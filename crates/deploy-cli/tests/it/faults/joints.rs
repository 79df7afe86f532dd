//! The joints: for each a world, a command, and the call that goes wrong.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

use sandbox::{Backend, Options};
use serde_json::json;

use crate::fargate;
use crate::world::{STATE, World};

/// A joint with what is outside.
pub(super) struct Joint {
    pub(super) name: &'static str,
    pub(super) args: &'static [&'static str],
    /// The call that goes wrong, `SERVICE:OPERATION`.
    pub(super) call: &'static str,
    /// How many of these calls, which the command makes before for another reason, go well.
    pub(super) after: u32,
    pub(super) world: Box<dyn Fn() -> World + Sync>,
}

const REDEPLOY: &[&str] = &["redeploy", "web", "--env", "dev", "--poll-interval", "5ms"];
const FARGATE: &[&str] = &["fargate", "--env", "dev", "--poll-interval", "5ms", "--", "echo", "done"];
const BUCKET: &str = "terraform-state-123456789012";

impl Joint {
    /// All but the push. `buckets` is where S3 answers.
    pub(super) fn all(buckets: &str) -> Vec<Self> {
        let buckets = buckets.to_owned();
        let running = || World::running("1.0.0");
        let joint = |name, args, call, world| Self { name, args, call, after: 0, world };
        vec![
            joint("login", &["push", "--tag", "1.0.0"], "ecr:GetAuthorizationToken", Box::new(World::new)),
            joint(
                "repositories",
                &["create", "--env", "dev"],
                "ecr:DescribeRepositories",
                Box::new(World::new),
            ),
            joint(
                "state read",
                &["output", "--env", "dev", "app_tag"],
                "s3:GetObject",
                Box::new(move || with_bucket(&buckets)),
            ),
            joint("UpdateService", REDEPLOY, "ecs:UpdateService", Box::new(running)),
            // The first look is at the services before anything is changed.
            Self { after: 1, ..joint("polls", REDEPLOY, "ecs:DescribeServices", Box::new(running)) },
            joint("RunTask", FARGATE, "ecs:RunTask", Box::new(fargate::world)),
            joint("log reading", FARGATE, "logs:GetLogEvents", Box::new(fargate::world)),
        ]
    }
}

/// Where 1.0.0 runs, with the state in a bucket of its own key.
fn with_bucket(buckets: &str) -> World {
    let options = Options { upstream: Backend::Url(buckets.to_owned()), ..World::options() };
    let world = World::running_in(options, "1.0.0");
    let key = world.path("").file_name().unwrap().to_str().unwrap().to_owned();
    put(buckets, &format!("/{BUCKET}/env:/dev/{key}"), &world.read(STATE));
    fs::remove_file(world.path(STATE)).unwrap();
    let config = json!({ "bucket": BUCKET, "key": key, "region": "us-east-1" });
    world.script(
        "backend",
        &json!({ "version": 3, "backend": { "type": "s3", "config": config } }).to_string(),
    );
    world
}

fn put(buckets: &str, path: &str, body: &str) {
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
