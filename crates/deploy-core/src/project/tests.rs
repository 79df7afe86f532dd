use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Project, ProjectPaths};
use crate::test_support::hints_of;

use crate::types::EnvName;

fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

fn open(folder: &Path) -> Project {
    Project::open(folder, ProjectPaths::default()).unwrap()
}

fn env(name: &str) -> EnvName {
    name.parse().unwrap()
}

#[test]
fn a_conventional_folder_needs_no_configuration() {
    let folder = project(&[("terraform/terraform.dev.tfvars", ""), ("build/docker-compose.build.yml", "")]);
    let project = open(folder.path());
    let dev = project.environment(Some(&env("dev")), None).unwrap();
    assert!(dev.var_files[0].ends_with("terraform/terraform.dev.tfvars"));
    assert!(project.build_files().unwrap()[0].ends_with("build/docker-compose.build.yml"));
}

#[test]
fn an_unknown_environment_is_told_the_known_ones() {
    let folder = project(&[("terraform/terraform.dev.tfvars", ""), ("terraform/terraform.prod.tfvars", "")]);
    let error = open(folder.path()).environment(Some(&env("prdo")), None).unwrap_err();
    assert!(error.to_string().starts_with("unknown environment `prdo`: `"));
    insta::assert_snapshot!(hints_of(&error), @"available: `dev`, `prod`");
}

#[test]
fn the_fallback_is_never_a_protected_environment() {
    let folder = project(&[
        ("terraform/terraform.prod.tfvars", ""),
        ("deploy.toml", "default_env = 'prod'\n[env.prod]\nprotected = true\n"),
    ]);
    let project = open(folder.path());
    insta::assert_snapshot!(project.environment(None, None).unwrap_err(), @"the environment `prod` is protected and must be given explicitly: it comes from default_env in deploy.toml");
    assert!(project.environment(None, Some(&env("prod"))).is_err());
    assert!(project.environment(Some(&env("prod")), None).is_ok());
}

#[test]
fn the_variable_comes_before_the_file() {
    let folder = project(&[
        ("terraform/terraform.dev.tfvars", ""),
        ("terraform/terraform.qa.tfvars", ""),
        ("deploy.toml", "default_env = 'dev'"),
    ]);
    let project = open(folder.path());
    assert_eq!(project.environment(None, None).unwrap().name, env("dev"));
    assert_eq!(project.environment(None, Some(&env("qa"))).unwrap().name, env("qa"));
}

#[test]
fn deploy_toml_is_found_upwards_within_the_repository() {
    let files =
        ["deploy.toml", "a/b/x", "repo/.git/x", "repo/sub/x", "own/.git/x", "own/deploy.toml", "own/a/b/x"];
    let folder = project(&files.map(|file| (file, "")));
    let root = folder.path().canonicalize().unwrap();
    for (start, found) in
        [("a/b", "a/b"), ("repo/sub", "repo/sub"), ("own/a/b", "own"), ("own", "own"), ("", "")]
    {
        assert_eq!(open(&folder.path().join(start)).root(), root.join(found), "{start}");
    }
}

#[test]
fn an_unknown_key_is_shown_with_its_line_and_a_caret() {
    let folder = project(&[("deploy.toml", "default_env = 'dev'\n[env.prod]\nacount = '123456789012'\n")]);
    let error = Project::open(folder.path(), ProjectPaths::default()).unwrap_err().to_string();
    let shown = error.split_once('\n').unwrap().1;
    insta::assert_snapshot!(shown, @"
    TOML parse error at line 3, column 1
      |
    3 | acount = '123456789012'
      | ^^^^^^
    unknown field `acount`, expected one of `account`, `region`, `profile`, `role_arn`, `protected`, `backend_config`, `directory`, `workspace`, `var_files`, `max_plan_age`, `timeout`
    ");
}

#[test]
fn a_wrong_value_is_shown_with_a_caret_too() {
    for (line, expected) in [
        ("[env.prod]\naccount = '12'", "`12` is not an AWS account: twelve digits"),
        ("[env.prod]\ntimeout = 'soon'", "`soon` is not a duration, such as `30m` or `90s`"),
        (
            "[terraform]\nprogram = './terraform'",
            "`./terraform` is not a bare name: programs are looked up on PATH",
        ),
        (
            "default_env = '../x'",
            "`../x` is not an environment's name: letters, digits, `_` and `-`, at most 64",
        ),
    ] {
        let folder = project(&[("deploy.toml", line)]);
        let error = Project::open(folder.path(), ProjectPaths::default()).unwrap_err().to_string();
        assert!(error.contains(expected) && error.contains('^'), "{error}");
    }
}

#[test]
fn flags_come_before_the_file_and_the_file_before_the_default() {
    let folder = project(&[
        (
            "deploy.toml",
            "[build]\nfile = 'b.yml'\n[terraform]\ndirectory = 'infra'\nvar_files = ['common.tfvars']\n",
        ),
        ("a.yml", ""),
        ("b.yml", ""),
        ("infra/terraform.dev.tfvars", ""),
        ("infra/common.tfvars", ""),
        ("other/x", ""),
    ]);
    let project = open(folder.path());
    assert!(project.build_files().unwrap()[0].ends_with("b.yml"));
    let names: Vec<_> = project.environment(Some(&env("dev")), None).unwrap().var_files;
    assert!(names[0].ends_with("common.tfvars") && names[1].ends_with("terraform.dev.tfvars"));
    let paths = ProjectPaths { terraform_directory: Some("other".into()), build_files: vec!["a.yml".into()] };
    let project = Project::open(folder.path(), paths).unwrap();
    assert!(project.build_files().unwrap()[0].ends_with("a.yml"));
    assert!(project.terraform_directory().unwrap().ends_with("other"));
}
