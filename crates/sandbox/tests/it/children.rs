//! With real programs behind it: layers, seeds, and that nothing outlives the sandbox.

use std::{fs, net::TcpStream};

use nix::sys::signal::Signal;
use sandbox::{Behind, Options, Sandbox};
use serde_json::{Value, json};

use crate::{
    clients::wait,
    http::{Answer, Request},
    programs::{Served, docker_registry, moto, told},
};

/// An upload in the three steps of the protocol; gives the answer to the first and the last.
fn push(address: &str, headers: &[(&str, &str)], content: &str, digest: &str) -> (Answer, Answer) {
    let send = |method, path: &str, body| Request { address, method, path, headers, body }.send();
    let begun = send("POST", "/v2/app/blobs/uploads/?mount=sha256:0&from=base", "");
    let place = path_of(begun.header("location").unwrap(), address);
    let taken = send("PATCH", &place, content);
    let place = path_of(taken.header("location").unwrap(), address);
    let finished = send("PUT", &format!("{place}&digest={digest}"), "");
    (begun, finished)
}

/// A client follows `Location` as it is: it must name the address that the client knows.
fn path_of(location: &str, address: &str) -> String {
    location.strip_prefix(&format!("http://{address}")).unwrap_or_else(|| panic!("{location}")).to_owned()
}

#[test]
fn a_layer_streams_to_the_registry_and_back() {
    let registry = Behind::Program(docker_registry());
    let sandbox = Sandbox::start(Options { registry, ..Options::default() }).unwrap();
    sandbox.call("ecr", "CreateRepository", json!({ "repositoryName": "app" })).unwrap();
    let answer = sandbox.call("ecr", "GetAuthorizationToken", json!({})).unwrap();
    let token = format!("Basic {}", answer["authorizationData"][0]["authorizationToken"].as_str().unwrap());
    let headers = [("Authorization", token.as_str()), ("Content-Type", "application/octet-stream")];
    // printf {} | sha256sum
    let digest = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    let (begun, finished) = push(&sandbox.registry(), &headers, "{}", digest);
    // 201 would be a mount.
    assert_eq!((begun.status, finished.status), (202, 201));
    let path = format!("/v2/app/blobs/{digest}");
    let got =
        Request { address: &sandbox.registry(), method: "GET", path: &path, headers: &headers, body: "" }
            .send();
    assert_eq!((got.status, got.body.as_str()), (200, "{}"));
}

#[test]
fn an_account_has_its_seeds_before_it_answers() {
    let upstream = Behind::Program(moto());
    let sandbox = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    let zones = signed(&sandbox, "GET", "route53", "/2013-04-01/hostedzone");
    assert!(zones.contains("<Name>example.com.</Name>"), "{zones}");
    let subnets = signed(
        &sandbox,
        "POST",
        "ec2",
        "/?Action=DescribeSubnets&Version=2016-11-15&Filter.1.Name=tag:Tier&Filter.1.Value.1=private",
    );
    assert_eq!(subnets.matches("<subnetId>").count(), 2, "{subnets}");
    let versioning = signed(&sandbox, "GET", "s3", "/terraform-state-123456789012?versioning");
    assert!(versioning.contains("<Status>Enabled</Status>"), "{versioning}");
}

fn signed(sandbox: &Sandbox, method: &str, service: &str, path: &str) -> String {
    let scope = format!("AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/{service}/aws4_request");
    let address = sandbox.endpoint().replace("http://", "");
    Request { address: &address, method, path, headers: &[("Authorization", &scope)], body: "" }.send().body
}

#[test]
fn a_program_that_cannot_run_is_named() {
    let upstream = Behind::Program("/nowhere/moto_server".into());
    let sandbox = Sandbox::start(Options { upstream, ..Options::default() }).unwrap();
    let error = wait(sandbox.ready()).unwrap_err();
    assert!(error.to_string().contains("/nowhere/moto_server"), "{error}");
}

/// Where the registry behind a served sandbox listens.
fn registry_behind(dir: &std::path::Path) -> String {
    let settings: Value = serde_json::from_slice(&fs::read(dir.join("registry.json")).unwrap()).unwrap();
    settings["http"]["addr"].as_str().unwrap().to_owned()
}

#[test]
fn a_served_sandbox_is_told_what_to_do_and_ends_by_a_signal() {
    let folder = tempfile::tempdir().unwrap();
    let program = docker_registry();
    let arguments = ["--docker-registry", program.to_str().unwrap(), "--clock", "polls"];
    let mut served = Served::start(folder.path(), &arguments);
    let env = fs::read_to_string(folder.path().join("env")).unwrap();
    let names: Vec<_> = env.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    insta::assert_snapshot!(names.join(" "), @"AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION AWS_DEFAULT_REGION AWS_EC2_METADATA_DISABLED REGISTRY TF_VAR_registry");
    told(&["fault", "ecr:.*", "throttle", "--times", "1"], folder.path());
    let now: Value = serde_json::from_str(&told(&["clock"], folder.path())).unwrap();
    let later: Value = serde_json::from_str(&told(&["clock", "--advance", "2500"], folder.path())).unwrap();
    assert_eq!(later["now"].as_u64().unwrap() - now["now"].as_u64().unwrap(), 2500);
    assert_eq!(told(&["calls"], folder.path()), "");

    let behind = registry_behind(folder.path());
    served.signal(Signal::SIGTERM);
    assert!(served.process.wait().unwrap().success());
    assert!(TcpStream::connect(behind).is_err());
    assert!(!folder.path().join("env").exists());
}

#[test]
fn no_child_outlives_a_killed_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let program = docker_registry();
    let mut served = Served::start(folder.path(), &["--docker-registry", program.to_str().unwrap()]);
    let behind = registry_behind(folder.path());
    assert!(TcpStream::connect(&behind).is_ok());
    served.signal(Signal::SIGKILL);
    served.process.wait().unwrap();
    // The kernel ends the child a moment later. Without that the test would not end.
    while TcpStream::connect(&behind).is_ok() {}
}
