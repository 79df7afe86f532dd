//! Where the project and its environment are found: options before variables, variables before `deploy.toml`.

use crate::support::{World, assert_refused, assert_run_snapshot};

#[test]
fn a_project_is_found_from_a_folder_in_it_and_from_outside() {
    let world = World::new();
    world.write("project/deploy.toml", "");
    world.write("project/.git/HEAD", "");
    for folder in ["terraform", "build/worker"] {
        let run = world.deploy(&["-C", folder, "plan", "--env", "dev", "--tag", "1"]);
        assert_eq!(run.code, Some(0), "{run}");
    }
}

#[test]
fn the_file_is_looked_for_up_to_the_root_of_the_repository() {
    let world = World::new();
    world.write("deploy.toml", "[terraform]\ndirectory = \"planted\"\n");
    let run = world.deploy(&["plan", "--env", "dev", "--tag", "1"]);
    assert_eq!(run.code, Some(0), "without a repository: {run}");
    world.write("project/.git/HEAD", "");
    let run = world.deploy(&["plan", "--env", "dev", "--tag", "1"]);
    assert_eq!(run.code, Some(0), "above the repository: {run}");
    world.remove("project/.git");
    world.write(".git/HEAD", "");
    let run = world.deploy(&["plan", "--env", "dev", "--tag", "1"]);
    assert!(run.stderr.contains("`WORLD/planted` not found"), "in the repository: {run}");
}

#[test]
fn the_variable_and_the_file_name_the_terraform_folder() {
    let world = World::new();
    std::fs::rename(world.path("project/terraform"), world.path("project/infra")).unwrap();
    let run =
        world.invocation(&["plan", "--env", "dev", "--tag", "1"]).env("TERRAFORM_DIRECTORY", "infra").run();
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.calls.contains("-var-file=WORLD/project/infra/terraform.dev.tfvars"), "{run}");
    world.write("project/deploy.toml", "[terraform]\ndirectory = \"infra\"\n");
    assert_eq!(world.deploy(&["plan", "--env", "dev", "--tag", "1"]).code, Some(0));
}

#[test]
fn the_environment_is_that_of_the_option_or_else_of_the_variable_or_else_of_the_file() {
    let world = World::new();
    world.write("project/deploy.toml", "default_env = \"dev\"\n");
    let run = world.deploy(&["plan", "--tag", "1"]);
    assert!(run.calls.contains("terraform[dev] plan"), "{run}");
    let run = world.invocation(&["plan", "--tag", "1"]).env("DEPLOY_ENV", "prod").run();
    assert!(run.calls.contains("terraform[prod] plan"), "{run}");
    let run = world.invocation(&["plan", "--env", "dev", "--tag", "1"]).env("DEPLOY_ENV", "prod").run();
    assert!(run.calls.contains("terraform[dev] plan"), "{run}");
}

#[test]
fn a_protected_environment_may_be_named() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.prod]\nprotected = true\n");
    let run = world.deploy(&["plan", "--env", "prod", "--tag", "1"]);
    assert_eq!(run.code, Some(0), "{run}");
}

#[test]
fn a_protected_environment_must_be_named() {
    let world = World::new();
    world.write("project/deploy.toml", "default_env = \"prod\"\n[env.prod]\nprotected = true\n");
    let run = world.deploy(&["apply", "--yes"]);
    assert_refused(&run, 5);
    assert_run_snapshot!(run);
    let run = world.invocation(&["apply", "--yes"]).env("DEPLOY_ENV", "prod").run();
    assert_refused(&run, 5);
}

#[test]
fn profile_and_region_of_the_file_are_passed_to_terraform() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.dev]\nregion = \"eu-west-1\"\nprofile = \"team\"\n");
    let profile = "[profile team]\naws_access_key_id = A\naws_secret_access_key = B\n";
    world.write("home/.aws/config", profile);
    let plan = world.invocation(&["plan", "--env", "dev", "--tag", "1"]);
    let run = plan.without_env("AWS_ACCESS_KEY_ID").without_env("AWS_REGION").run();
    assert_eq!(run.code, Some(0), "{run}");
    let environment = world.read("environment.terraform");
    for variable in ["AWS_PROFILE=team", "AWS_REGION=eu-west-1", "TF_WORKSPACE=dev"] {
        assert!(environment.lines().any(|line| line == variable), "{variable}: {environment}");
    }
}

#[test]
fn the_wrong_account_is_refused_before_any_other_call() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.dev]\naccount = \"999999999999\"\n");
    for command in ["create", "init", "plan", "apply", "output", "redeploy", "destroy"] {
        let mut args = vec![command, "--env", "dev"];
        args.extend(["create", "apply", "destroy"].contains(&command).then_some("--yes"));
        let run = world.deploy(&args);
        assert_refused(&run, 5);
        assert_eq!(run.calls, "aws sts GetCallerIdentity 200", "{run}");
    }
    let run = world.deploy(&["all", "--tag", "1.0.1", "--env", "dev", "--yes"]);
    assert_refused(&run, 5);
    assert_run_snapshot!(run);
}

#[test]
fn an_unknown_environment_is_refused_with_the_known_ones() {
    let run = World::new().deploy(&["plan", "--env", "stage"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn without_an_environment_the_known_ones_are_shown() {
    let run = World::new().deploy(&["apply", "--yes"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn a_missing_workspace_is_refused_and_not_created() {
    let world = World::new();
    world.remove("project/terraform/terraform.tfstate.d/dev");
    for command in ["plan", "output", "redeploy"] {
        assert_refused(&world.deploy(&[command, "--env", "dev"]), 64);
    }
    let run = world.deploy(&["apply", "--env", "dev", "--yes"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
    assert!(!world.path("project/terraform/terraform.tfstate.d/dev").exists());
}

#[test]
fn an_unknown_key_in_the_configuration_is_refused() {
    let world = World::new();
    world.write("project/deploy.toml", "[env.dev]\nacount = \"123456789012\"\n");
    let run = world.deploy(&["plan", "--env", "dev", "--tag", "1"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn a_section_for_an_environment_that_does_not_exist_is_refused() {
    let world = World::new();
    world.write("project/deploy.toml", "[build]\nparallelism = 2\n\n[env.prd]\nprotected = true\n");
    for environment in ["prod", "dev"] {
        let run = world.deploy(&["destroy", "--env", environment, "--yes"]);
        assert_refused(&run, 64);
        if environment == "prod" {
            assert_run_snapshot!(run);
        }
    }
    world.write("project/deploy.toml", "default_env = \"prd\"\n");
    assert_refused(&world.deploy(&["plan", "--env", "dev", "--tag", "1"]), 64);
}

#[test]
fn a_missing_folder_is_reported() {
    let run = World::new().deploy(&["-C", "nowhere", "plan", "--env", "dev", "--tag", "1"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn a_missing_terraform_folder_is_reported() {
    let world = World::new();
    world.remove("project/terraform");
    let run = world.deploy(&["plan", "--env", "dev", "--tag", "1"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn a_missing_var_file_is_reported() {
    let world = World::new();
    world.write("project/deploy.toml", "[terraform]\nvar_files = [\"common.tfvars\"]\n");
    let run = world.deploy(&["plan", "--env", "dev", "--tag", "1"]);
    assert_refused(&run, 64);
    assert_run_snapshot!(run);
}

#[test]
fn the_files_of_an_environment_may_have_other_names_and_places() {
    let world = World::before_create();
    world.write("project/terraform/terraform.qa.tfvars.json", "{}");
    world.write("project/terraform/env/load.tfvars", "");
    world.write("project/live/main.tf", "variable \"app_tag\" {}\n");
    let config = "[env.load]\nvar_files = [\"env/load.tfvars\"]\n[env.live]\ndirectory = \"live\"\nworkspace = \"default\"\n";
    world.write("project/deploy.toml", config);
    for (environment, workspace, files) in [
        ("qa", "qa", "-var-file=WORLD/project/terraform/terraform.qa.tfvars.json -var"),
        ("load", "load", "-var-file=WORLD/project/terraform/env/load.tfvars -var"),
        ("live", "default", "-no-color -var=app_tag=1"),
    ] {
        world.deploy(&["create", "--env", environment, "--yes"]);
        let run = world.deploy(&["plan", "--env", environment, "--tag", "1"]);
        assert_eq!(run.code, Some(0), "{run}");
        assert!(
            run.calls.contains(&format!("terraform[{workspace}] plan")) && run.calls.contains(files),
            "{run}"
        );
    }
    let run = world.deploy_line("plan --env prd");
    assert!(run.stderr.contains("available: `dev`, `live`, `load`, `prod`, `qa`"), "{run}");
}

#[test]
fn a_var_file_in_another_place_is_named_with_the_line_that_makes_it_count() {
    let world = World::new();
    world.write("project/terraform/environments/stage.tfvars", "");
    let run = world.deploy_line("plan --env stage");
    assert_refused(&run, 64);
    let hint = "hint: set `var_files = [\"environments/stage.tfvars\"]` under [env.stage] in deploy.toml\n";
    assert!(run.stderr.ends_with(hint), "{run}");
}
