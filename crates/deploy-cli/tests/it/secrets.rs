//! Secrets are in the environment, in Terraform's state and in tokens, and nowhere else.

use std::fs;
use std::path::Path;

use crate::world::{CANARY, Ran, World};

fn assert_silent(ran: &Ran, secret: &str) {
    assert!(!ran.to_string().contains(secret), "`deploy {}` shows a secret: {ran}", ran.command);
}

/// The text of all files in and under a folder.
fn files(folder: &Path) -> String {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.path() {
            path if path.is_dir() => files(&path),
            path => String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned(),
        })
        .collect()
}

#[test]
fn no_command_shows_one() {
    let world = World::running("1.0.0");
    world.brings("1.0.1");
    for args in [
        "version",
        "create --env dev",
        "build --tag 1.0.1 -v --build-arg TF_VAR_password",
        "plan --env dev --tag 1.0.1 --out saved -v",
        "all --env dev --tag 1.0.1 --yes -v --poll-interval 10ms",
        "all --env dev --tag 1.0.1 --yes --json --poll-interval 10ms",
        "redeploy --env dev -v --poll-interval 10ms",
        "output --env dev",
        "output --env dev --json",
        "tf --env dev -- validate",
    ] {
        let ran = world.deploy(&args.split(' ').collect::<Vec<_>>());
        assert_eq!(ran.code, Some(0), "{ran}");
        assert_silent(&ran, CANARY);
    }
    assert!(world.read("environment.terraform").contains(CANARY), "it is there for Terraform");
    for left in [files(&world.path("project/.deploy")), world.read("project/saved.json")] {
        assert!(!left.contains(CANARY));
    }
}

#[test]
fn a_token_goes_to_the_engine_alone() {
    let world = World::running("1.0.0");
    let ran = world.deploy(&["push", "--tag", "1.0.1", "-v"]);
    let passwords = world.passwords();
    assert_eq!(passwords.len(), 2, "{ran}");
    for password in passwords {
        assert!(!password.is_empty());
        assert_silent(&ran, &password);
        assert!(!files(&world.path("project")).contains(&password));
        assert!(!files(&world.path("home")).contains(&password));
    }
}

#[test]
fn a_build_logs_in_to_the_registry_of_its_base_and_leaves_nothing() {
    let world = World::new();
    let base = format!("FROM {}/tools/base:1\n", world.sandbox.registry());
    world.write("project/build/app_base/Dockerfile", &base);
    let ran = world.deploy(&["build", "--tag", "1.0.1", "-v"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_eq!(world.read("docker-config-modes"), "700\n600\n");
    let config: serde_json::Value = serde_json::from_str(&world.read("docker-config")).unwrap();
    let token = config["auths"][world.sandbox.registry()]["auth"].as_str().unwrap().to_owned();
    assert_silent(&ran, &token);
    assert!(!files(world.path("project").as_path()).contains(&token));
    assert!(world.path("home").read_dir().unwrap().next().is_none());
}
