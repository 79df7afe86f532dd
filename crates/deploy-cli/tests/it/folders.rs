//! Where the program keeps its files: outside of the project, which is a build context and may be anybody's.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use crate::support::{SECRET, World, assert_succeeded, deployed, prepare_update};

const PLAN: [&str; 5] = ["plan", "--env", "dev", "--tag", "1"];

/// All files below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    entries
        .flat_map(|entry| if entry.path().is_dir() { files_below(&entry.path()) } else { vec![entry.path()] })
        .collect()
}

fn mode_of(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

/// A variable that Terraform was given.
fn terraform_variable(world: &World, name: &str) -> Option<String> {
    let environment = world.read("environment.terraform");
    environment.lines().find_map(|line| line.strip_prefix(&format!("{name}=")).map(str::to_owned))
}

/// What is in the project, but for the lock and the history beside a local state.
fn files_of_project(world: &World) -> Vec<PathBuf> {
    let state = world.path("project/terraform/terraform.tfstate.d/dev");
    let (lock, ignore, runs) =
        (state.join("deploy.lock"), state.join(".gitignore"), state.join("deploy-runs"));
    let is_kept_there = |file: &PathBuf| *file == lock || *file == ignore || file.starts_with(&runs);
    files_below(&world.path("project")).into_iter().filter(|file| !is_kept_there(file)).collect()
}

#[test]
fn no_run_writes_into_the_project() {
    let world = deployed("1.0.0");
    let before = files_of_project(&world);
    world.script("wait-in-plan", "");
    prepare_update(&world, "1.0.1");
    let base = format!("FROM {}/tools/base:1\n", world.sandbox.registry());
    world.write("project/build/app_base/Dockerfile", &base);
    let running = world.invocation(&["all", "--tag", "1.0.1", "--env", "dev", "--yes", "--no-wait"]).start();
    let running = running.wait_for_phase("plan");
    assert_eq!(files_of_project(&world), before, "while it works");
    assert_succeeded(&running.let_continue().wait());
    assert_eq!(files_of_project(&world), before, "afterwards");
}

#[test]
fn folders_are_private_and_where_the_variables_say() {
    let world = World::new();
    assert_succeeded(&world.deploy(&PLAN));
    let data = terraform_variable(&world, "TF_DATA_DIR").unwrap();
    let cache = world.path("home/.cache/deploy");
    assert!(data.starts_with(&format!("{}/terraform/project-dev-", cache.display())), "{data}");
    let plugins = terraform_variable(&world, "TF_PLUGIN_CACHE_DIR").unwrap();
    assert_eq!(plugins, format!("{}/plugins", cache.display()));
    for folder in [cache, PathBuf::from(plugins), world.path("home/.local/state/deploy")] {
        assert_eq!(mode_of(&folder), 0o700, "{}", folder.display());
    }

    let other = world.path("other");
    let run = world.invocation(&PLAN).env("DEPLOY_CACHE_DIR", other.to_str().unwrap());
    assert_succeeded(&run.env("TF_PLUGIN_CACHE_DIR", "/mine").run());
    assert!(terraform_variable(&world, "TF_DATA_DIR").unwrap().starts_with(other.to_str().unwrap()));
    assert_eq!(terraform_variable(&world, "TF_PLUGIN_CACHE_DIR").unwrap(), "/mine");
}

#[test]
fn without_a_home_the_folders_are_temporary_and_must_be_the_users_own() {
    let world = World::new();
    let temporary = world.path("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let plan = || world.invocation(&PLAN).without_env("HOME").env("TMPDIR", temporary.to_str().unwrap());
    assert_succeeded(&plan().run());
    let own = temporary.read_dir().unwrap().next().unwrap().unwrap().path();
    assert_eq!(mode_of(&own), 0o700);

    std::fs::set_permissions(&own, std::fs::Permissions::from_mode(0o777)).unwrap();
    let run = plan().run();
    assert_eq!(run.code, Some(64), "{run}");
    assert!(run.stderr.contains("is not a private folder: other users can write to it"), "{run}");
    std::fs::remove_dir_all(&own).unwrap();
    symlink(world.path("empty"), &own).unwrap();
    assert_eq!(plan().run().code, Some(64));
}

#[test]
fn a_folder_that_a_checkout_plants_is_left_alone_and_named_once() {
    let world = deployed("1.0.0");
    // One more than the highest process id of Linux.
    world.write("elsewhere/4194305/file", "precious");
    std::fs::create_dir(world.path("project/.deploy")).unwrap();
    symlink(world.path("elsewhere"), world.path("project/.deploy/run")).unwrap();
    let run = world.deploy(&["output", "--env", "dev"]);
    assert_succeeded(&run);
    assert_eq!(world.read("elsewhere/4194305/file"), "precious");
    assert_eq!(run.stderr.matches("hint: remove it with `rm -r WORLD/project/.deploy`").count(), 1, "{run}");
}

#[test]
fn nothing_that_is_left_holds_a_secret() {
    let world = deployed("1.0.0");
    prepare_update(&world, "1.0.1");
    assert_succeeded(&world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes", "--no-wait"]));
    for file in files_below(&world.path("home")) {
        assert!(!std::fs::read_to_string(&file).unwrap().contains(SECRET), "{}", file.display());
    }
}
