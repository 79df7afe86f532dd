//! Secrets are in the environment, in Terraform's state and in tokens, and nowhere else.

use std::fs;
use std::path::Path;

use crate::support::{RunResult, SECRET, World, deployed, prepare_release};

fn assert_not_shown(run: &RunResult, secret: &str) {
    assert!(!run.to_string().contains(secret), "`deploy {}` shows a secret: {run}", run.command);
}

/// The text of all files below a folder.
fn texts_below(folder: &Path) -> String {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.path() {
            path if path.is_dir() => texts_below(&path),
            path => String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned(),
        })
        .collect()
}

/// A world in which 1.0.1 can be released.
fn released() -> World {
    let world = deployed("1.0.0");
    prepare_release(&world, "1.0.1");
    world
}

#[test]
fn no_command_shows_a_secret() {
    let mut world = released();
    for args in [
        "version",
        "create --env dev",
        "build --tag 1.0.1 -v --build-arg TF_VAR_password",
        "all --env dev --tag 1.0.1 --yes -v --poll-interval 10ms",
        "all --env dev --tag 1.0.1 --yes --json --poll-interval 10ms",
        "plan --env dev --tag 1.0.1 --out saved -v",
        "redeploy --env dev -v --poll-interval 10ms",
        "output --env dev",
        "output --env dev --json",
        "tf --env dev -- validate",
    ] {
        if args.starts_with("all") {
            world = released();
        }
        let run = world.deploy(&args.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, Some(0), "{run}");
        assert_not_shown(&run, SECRET);
    }
    assert!(world.read("environment.terraform").contains(SECRET), "it is there for Terraform");
    for left in [texts_below(&world.path("home")), world.read("project/saved.json")] {
        assert!(!left.contains(SECRET));
    }
}

#[test]
fn a_token_is_given_to_the_engine_only() {
    let world = deployed("1.0.0");
    let run = world.deploy(&["push", "--tag", "1.0.1", "-v"]);
    let passwords = world.registry_passwords();
    assert_eq!(passwords.len(), 2, "{run}");
    for password in passwords {
        assert!(!password.is_empty());
        assert_not_shown(&run, &password);
        assert!(!texts_below(&world.path("project")).contains(&password));
        assert!(!texts_below(&world.path("home")).contains(&password));
    }
}

#[test]
fn a_build_logs_in_to_the_registry_of_its_base_image_and_leaves_no_login() {
    let world = World::new();
    let base = format!("FROM {}/tools/base:1\n", world.sandbox.registry());
    world.write("project/build/app_base/Dockerfile", &base);
    let run = world.deploy(&["build", "--tag", "1.0.1", "-v"]);
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(world.read("docker-config-modes"), "700\n600\n");
    let config: serde_json::Value = serde_json::from_str(&world.read("docker-config")).unwrap();
    let token = config["auths"][world.sandbox.registry()]["auth"].as_str().unwrap().to_owned();
    assert_not_shown(&run, &token);
    assert!(!texts_below(world.path("project").as_path()).contains(&token));
    assert!(!texts_below(&world.path("home")).contains(&token));
}
