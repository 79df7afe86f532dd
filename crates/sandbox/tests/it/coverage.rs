//! Which of ECS's operations the model knows: each one of the SDK is implemented, or refused by its name.
//!
//! The table is written to `ecs-coverage.txt` in Cargo's folder for temporary files of tests.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use sandbox::{Options, Sandbox};
use serde_json::{Value, json};

/// What Terraform's AWS provider 5.100 calls for `aws_ecs_cluster`, `_service`, `_task_definition`, their data
/// sources and tags (its `internal/service/ecs`). What it calls for the examples is compared with this by
/// `bin/lib/test-examples`.
const OF_PROVIDER: &str = include_str!("of_provider.txt");

#[test]
fn every_operation_is_implemented_or_refused_by_name() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let operations = operations();
    let (known, refused): (Vec<_>, Vec<_>) =
        operations.iter().partition(|name| is_implemented(&sandbox, name));
    let calls = of_deploy(&operations);
    assert!(calls.contains(&"DescribeServices"), "the sources of deploy were not read: {calls:?}");
    for name in calls.iter().copied().chain(OF_PROVIDER.lines()) {
        assert!(known.iter().any(|it| *it == name), "`{name}` is called and not implemented");
    }
    let table = format!(
        "ECS: {} of {} operations of the SDK are modelled\nmodelled: {}\nrefused by name (501): {}\n",
        known.len(),
        operations.len(),
        joined(&known),
        joined(&refused),
    );
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("ecs-coverage.txt"), table).unwrap();
}

fn joined(names: &[&String]) -> String {
    names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(" ")
}

fn is_implemented(sandbox: &Sandbox, operation: &str) -> bool {
    match sandbox.call("ecs", operation, json!({})) {
        Err(error) if error.status == 501 => {
            assert!(error.message.contains(operation), "{error}");
            false
        }
        Ok(_) | Err(_) => true,
    }
}

/// The operations that the SDK has, by the words above their modules.
fn operations() -> Vec<String> {
    let source = fs::read_to_string(sdk().join("src/operation.rs")).unwrap();
    let names = source.lines().filter_map(|line| line.strip_prefix("/// Types for the `"));
    let names: Vec<_> = names.map(|rest| rest.split('`').next().unwrap().to_owned()).collect();
    assert!(names.len() > 50, "{names:?}");
    names
}

/// The folder of the SDK's source.
fn sdk() -> PathBuf {
    // Dependencies of other platforms may never have been fetched.
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    #[expect(clippy::disallowed_methods, reason = "Cargo is no child of the product")]
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", &platform])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let package =
        metadata["packages"].as_array().unwrap().iter().find(|it| it["name"] == "aws-sdk-ecs").unwrap();
    Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned()
}

/// The operations that the product calls, by their methods on the SDK's client.
fn of_deploy(operations: &[String]) -> Vec<&str> {
    let mut sources = String::new();
    read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy-core/src"), &mut sources);
    let is_called = |name: &&String| sources.contains(&format!(".{}()", snake(name)));
    operations.iter().filter(is_called).map(String::as_str).collect()
}

fn read_all(folder: &Path, sources: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, sources);
        } else {
            sources.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
