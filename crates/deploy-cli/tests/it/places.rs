//! Where things are found: flags before the environment, that before `deploy.toml`, and everything from any folder.

use crate::world::World;

#[test]
fn the_terraform_folder_may_be_elsewhere() {
    let world = World::new();
    std::fs::rename(world.path("project/terraform"), world.path("project/infra")).unwrap();
    let ran = world.invocation(&["plan", "--env", "dev"]).env("TERRAFORM_DIRECTORY", "infra").run();
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(ran.calls.contains("-var-file=WORLD/project/infra/terraform.dev.tfvars"), "{ran}");
    world.write("project/deploy.toml", "[terraform]\ndirectory = \"infra\"\n");
    assert_eq!(world.deploy(&["plan", "--env", "dev"]).code, Some(0));
}

#[test]
fn the_environment_falls_back_to_the_variable_and_then_to_the_file() {
    let world = World::new();
    world.write("project/deploy.toml", "default_env = \"dev\"\n");
    let ran = world.deploy(&["plan"]);
    assert!(ran.calls.contains("terraform[dev] plan"), "{ran}");
    let ran = world.invocation(&["plan"]).env("DEPLOY_ENV", "prod").run();
    assert!(ran.calls.contains("terraform[prod] plan"), "{ran}");
    let ran = world.invocation(&["plan", "--env", "dev"]).env("DEPLOY_ENV", "prod").run();
    assert!(ran.calls.contains("terraform[dev] plan"), "{ran}");
}

#[test]
fn a_protected_environment_may_be_named() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.prod]\nprotected = true\n");
    let ran = world.deploy(&["plan", "--env", "prod"]);
    assert_eq!(ran.code, Some(0), "{ran}");
}

#[test]
fn the_tag_falls_back_to_the_variable() {
    let world = World::new();
    let ran = world.invocation(&["build"]).env("DEPLOY_TAG", "2.0").run();
    assert!(ran.calls.contains("docker[APP_TAG=2.0]"), "{ran}");
    let ran = world.invocation(&["build", "--tag", "3.0"]).env("DEPLOY_TAG", "2.0").run();
    assert!(ran.calls.contains("docker[APP_TAG=3.0]"), "{ran}");
}

#[test]
fn a_project_is_found_from_a_folder_in_it_and_from_outside() {
    let world = World::new();
    world.write("project/deploy.toml", "");
    for folder in ["terraform", "build/worker"] {
        let ran = world.deploy(&["-C", folder, "plan", "--env", "dev"]);
        assert_eq!(ran.code, Some(0), "{ran}");
    }
    assert!(!world.path("project/terraform/.deploy").exists());
}

#[test]
fn a_profile_and_a_region_of_the_file_reach_terraform() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.dev]\nregion = \"eu-west-1\"\nprofile = \"team\"\n");
    let profile = "[profile team]\naws_access_key_id = A\naws_secret_access_key = B\n";
    world.write("home/.aws/config", profile);
    let ran = world.invocation(&["plan", "--env", "dev"]).without("AWS_ACCESS_KEY_ID").run();
    assert_eq!(ran.code, Some(0), "{ran}");
    let environment = world.read("environment.terraform");
    for variable in ["AWS_PROFILE=team", "AWS_REGION=eu-west-1", "TF_WORKSPACE=dev"] {
        assert!(environment.lines().any(|line| line == variable), "{variable}: {environment}");
    }
}
