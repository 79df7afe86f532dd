//! `sandbox serve` and the commands for it; nothing outlives it.

use std::{fs, net::TcpStream};

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::programs::{Served, docker_registry, sandbox_command};

/// Where the registry behind a served sandbox listens.
fn registry_behind(dir: &std::path::Path) -> String {
    let settings: Value = serde_json::from_slice(&fs::read(dir.join("registry.json")).unwrap()).unwrap();
    settings["http"]["addr"].as_str().unwrap().to_owned()
}

#[test]
fn a_served_sandbox_takes_commands_and_ends_by_a_signal() {
    let folder = tempfile::tempdir().unwrap();
    let program = docker_registry();
    let arguments = ["--docker-registry", program.to_str().unwrap(), "--clock", "polls"];
    let mut served = Served::start(folder.path(), &arguments);
    let env = fs::read_to_string(folder.path().join("env")).unwrap();
    let names: Vec<_> = env.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    insta::assert_snapshot!(names.join(" "), @"AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION AWS_DEFAULT_REGION AWS_EC2_METADATA_DISABLED REGISTRY TF_VAR_registry");
    sandbox_command(&["fault", "ecr:.*", "throttle", "--times", "1"], folder.path());
    let now: Value = serde_json::from_str(&sandbox_command(&["clock"], folder.path())).unwrap();
    let later: Value =
        serde_json::from_str(&sandbox_command(&["clock", "--advance", "2500"], folder.path())).unwrap();
    assert_eq!(later["now"].as_u64().unwrap() - now["now"].as_u64().unwrap(), 2500);
    assert_eq!(sandbox_command(&["calls"], folder.path()), "");

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
