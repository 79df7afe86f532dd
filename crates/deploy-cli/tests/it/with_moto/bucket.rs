//! A state in S3, as moto keeps it.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

use sandbox::test_programs::require_program;
use sandbox::{Backend, Options, Sandbox};
use serde_json::json;

use crate::support::{STATE, World, deployed_with};

const BUCKET: &str = "terraform-state-123456789012";

/// What answers for S3. Several worlds can have their states there.
pub(crate) fn buckets() -> Sandbox {
    let upstream = Backend::Program(require_program("MOTO_SERVER_PROGRAM", "moto_server"));
    Sandbox::start(Options { upstream, ..Options::default() }).unwrap()
}

/// A world in which 1.0.0 is deployed, with the state in a bucket under a key of its own.
pub(crate) fn deployed_in_bucket(buckets: &str) -> World {
    prepared_in_bucket(buckets, |_| {})
}

/// The same after something was prepared that reads the state.
pub(crate) fn prepared_in_bucket(buckets: &str, prepare: impl Fn(&World)) -> World {
    let options = Options { upstream: Backend::Url(buckets.to_owned()), ..World::options() };
    let world = deployed_with(options, "1.0.0");
    prepare(&world);
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
