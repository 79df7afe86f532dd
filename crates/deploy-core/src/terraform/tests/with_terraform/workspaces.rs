//! Environments are made by `workspace::create` and by nothing else.

use crate::terraform::tests::project::no_aws;
use crate::test_support::hints_of;
use std::fs;

use crate::terraform::error::Error;
use crate::terraform::init::{InitOptions, ensure_initialised, init};
use crate::terraform::state::outputs;
use crate::terraform::tests::project::{self, Project, SMALL, deploy};
use crate::terraform::{passthrough, workspace};

#[tokio::test]
async fn an_unknown_environment_is_refused_and_not_made() {
    let project = Project::new(SMALL);
    project.created("dev").await;
    let typo = project.terraform("prd");
    assert!(ensure_initialised(&typo).await.unwrap());
    let error = workspace::require(&typo, &no_aws()).await.unwrap_err();
    insta::assert_snapshot!(error, @"the environment `prd` does not exist; available: `default`, `dev`");
    assert!(!project.has_workspace("prd"));
}

#[tokio::test]
async fn an_environment_that_was_never_initialised_is_not_guessed_at() {
    let project = Project::new(SMALL);
    let terraform = project.terraform("dev");
    assert!(matches!(workspace::require(&terraform, &no_aws()).await, Err(Error::NotInitialised(_))));
    assert!(matches!(outputs(&terraform, &no_aws()).await, Err(Error::NotInitialised(_))));
}

#[tokio::test]
async fn an_environment_is_made_once() {
    let project = Project::new(SMALL);
    let terraform = project.terraform("dev");
    assert!(project::create(&terraform).await.unwrap());
    assert!(!project::create(&terraform).await.unwrap());
    workspace::require(&terraform, &no_aws()).await.unwrap();
}

#[tokio::test]
async fn a_fresh_clone_finds_the_environment() {
    let project = Project::new(SMALL);
    deploy(&project.created("dev").await, "1.0.1").await;
    fs::remove_dir_all(project.path("data")).unwrap();
    let terraform = project.terraform("dev");
    assert!(!project::create(&terraform).await.unwrap());
    let outputs = outputs(&terraform, &no_aws()).await.unwrap();
    assert_eq!(outputs.get_string("app_tag", "output").unwrap(), "1.0.1");
}

#[tokio::test]
async fn an_environment_that_was_deleted_elsewhere_is_made_anew_only_by_create() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    fs::remove_dir_all(project.path("terraform/terraform.tfstate.d/dev")).unwrap();
    assert!(matches!(workspace::require(&terraform, &no_aws()).await, Err(Error::UnknownWorkspace { .. })));
    init(&terraform, InitOptions::default()).await.unwrap();
    assert!(!project.has_workspace("dev"));
    assert!(project::create(&terraform).await.unwrap());
}

#[tokio::test]
async fn two_runs_at_once_initialise_an_environment_once() {
    let project = Project::new(SMALL);
    let (one, other) = (project.terraform("dev"), project.terraform("dev"));
    let (one, other) = tokio::join!(ensure_initialised(&one), ensure_initialised(&other));
    let mut did = [one.unwrap(), other.unwrap()];
    did.sort_unstable();
    assert_eq!(did, [false, true]);
}

#[tokio::test]
async fn two_environments_at_once_do_not_meet() {
    let project = Project::new(SMALL);
    let (dev, prod) = tokio::join!(project.created("dev"), project.created("prod"));
    for tag in ["1", "2", "3"] {
        let of_prod = format!("prod-{tag}");
        tokio::join!(deploy(&dev, tag), deploy(&prod, &of_prod));
        for (terraform, expected) in [(&dev, tag), (&prod, of_prod.as_str())] {
            let outputs = outputs(terraform, &no_aws()).await.unwrap();
            assert_eq!(outputs.get_string("app_tag", "output").unwrap(), expected);
        }
    }
    let services = outputs(&dev, &no_aws()).await.unwrap().get_map("services", "redeploy").unwrap();
    assert_eq!(services["worker"], "worker-dev");
}

#[tokio::test]
async fn a_state_that_is_to_move_is_moved_only_by_who_says_so() {
    let project = Project::new(SMALL);
    let backend =
        |folder: &str| format!("terraform {{\n  backend \"local\" {{ workspace_dir = \"{folder}\" }}\n}}\n");
    project.write("terraform/backend.tf", &backend("one"));
    let terraform = project.created("dev").await;
    deploy(&terraform, "1").await;
    project.write("terraform/backend.tf", &backend("two"));
    let error = ensure_initialised(&terraform).await.unwrap_err();
    assert!(hints_of(&error).contains("[\"init\", \"-migrate-state\"]"), "{error}");
    let migrate = ["init", "-migrate-state", "-force-copy"].map(Into::into);
    passthrough::run(&terraform, None, &migrate, false).await.unwrap().success().unwrap();
    ensure_initialised(&terraform).await.unwrap();
    let outputs = outputs(&terraform, &no_aws()).await.unwrap();
    assert_eq!(outputs.get_string("app_tag", "output").unwrap(), "1");
    assert!(project.path("terraform/two/dev").exists());
}

#[tokio::test]
async fn a_backend_can_be_taken_as_it_is() {
    let project = Project::new(SMALL);
    project.created("dev").await;
    project
        .write("terraform/backend.tf", "terraform {\n  backend \"local\" { workspace_dir = \"new\" }\n}\n");
    let terraform = project.terraform("dev");
    init(&terraform, InitOptions { reconfigure: true, ..InitOptions::default() }).await.unwrap();
    assert!(matches!(workspace::require(&terraform, &no_aws()).await, Err(Error::UnknownWorkspace { .. })));
}
