//! Reading the state without Terraform.

use crate::context::Context;
use crate::terraform::init::write_stamp;
use crate::terraform::state::{Outputs, ask_terraform_for_outputs, outputs, pull, state};
use crate::terraform::terraform::{Settings, Terraform};
use crate::terraform::tests::project::no_aws;
use crate::terraform::tests::project::{Project, SMALL, deploy};
use crate::terraform::{passthrough, workspace};
use crate::types::Tag;

/// As an initialised Terraform, whose every call would fail.
fn without_terraform(project: &Project, environment: &str) -> Terraform {
    let settings = Settings { program: "false".to_owned(), ..project.settings(environment) };
    let terraform = Terraform::find(settings, &Context::silent()).unwrap();
    write_stamp(&terraform).unwrap();
    terraform
}

#[tokio::test]
async fn a_local_state_is_read_without_terraform() {
    let project = Project::new(SMALL);
    deploy(&project.created("dev").await, "1").await;
    let terraform = without_terraform(&project, "dev");
    workspace::require(&terraform, &no_aws()).await.unwrap();
    let outputs = outputs(&terraform, &no_aws()).await.unwrap();
    assert_eq!(outputs.get_string("password", "output").unwrap(), "hush");
    let state = state(&terraform, &no_aws()).await.unwrap().unwrap();
    assert_eq!(state.serial, 1);
}

#[tokio::test]
async fn the_default_workspace_has_its_state_in_another_place() {
    let project = Project::new(SMALL);
    deploy(&project.created("default").await, "1").await;
    assert!(project.path("terraform/terraform.tfstate").exists());
    let outputs = outputs(&without_terraform(&project, "default"), &no_aws()).await.unwrap();
    assert_eq!(outputs.get_string("app_tag", "output").unwrap(), "1");
}

#[tokio::test]
async fn before_the_first_apply_there_is_no_state() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    assert_eq!(state(&terraform, &no_aws()).await.unwrap(), None);
    assert_eq!(outputs(&terraform, &no_aws()).await.unwrap(), Outputs::default());
}

#[tokio::test]
async fn terraform_answers_the_same_as_its_state() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    deploy(&terraform, "1").await;
    let asked = ask_terraform_for_outputs(&terraform).await.unwrap();
    assert_eq!(asked, outputs(&terraform, &no_aws()).await.unwrap());
    let pulled = pull(&terraform).await.unwrap().unwrap().state().unwrap();
    assert_eq!(Some(pulled), state(&terraform, &no_aws()).await.unwrap());
}

#[tokio::test]
async fn the_rest_of_terraform_runs_in_the_environment() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    let tag: Tag = "1".parse().unwrap();
    let args = ["apply", "-auto-approve"].map(Into::into);
    passthrough::run(&terraform, Some(&tag), &args, false).await.unwrap().success().unwrap();
    let outputs = outputs(&terraform, &no_aws()).await.unwrap();
    assert_eq!(outputs.get_string("app_tag", "output").unwrap(), "1");
}
