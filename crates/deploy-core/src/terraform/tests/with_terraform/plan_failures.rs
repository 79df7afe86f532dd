//! What is wrong with a configuration, in words that help.

use crate::error::Failure;
use crate::terraform::error::Error;
use crate::terraform::terraform::Terraform;
use crate::terraform::tests::project::{self, Project, SMALL, make_plan};
use crate::terraform::tests::watched::Watched;
use crate::test_support::hints_of;

/// The error, its hint and its kind.
fn described(error: &Error) -> String {
    format!("{error}\nhint: {}\n{:?}", hints_of(error), error.kind())
}

#[tokio::test]
async fn a_configuration_without_the_tag_is_told_what_to_declare() {
    let project = Project::new("output \"x\" { value = 1 }\n");
    let terraform = project.created("dev").await;
    let out = project.path("plan");
    let error = make_plan(&terraform, "1", &out).await.unwrap_err();
    insta::assert_snapshot!(described(&error), @r#"
        the Terraform configuration declares no variable `app_tag`
        hint: declare `variable "app_tag" { type = string }`, and use it as the tag of the images
        Usage
        "#);
    assert!(!out.exists());
}

#[tokio::test]
async fn variables_without_a_value_are_named() {
    let project = Project::new("variable \"app_tag\" {}\nvariable \"vpc_id\" {}\nvariable \"project\" {}\n");
    let terraform = project.created("dev").await;
    let error = make_plan(&terraform, "1", &project.path("plan")).await.unwrap_err();
    insta::assert_snapshot!(described(&error), @r"
        the Terraform variables `vpc_id`, `project` have no value
        hint: set it in `terraform.dev.tfvars`, or as TF_VAR_NAME
        Usage
        ");
}

#[tokio::test]
async fn an_error_of_ones_own_is_passed_on_by_its_summary_and_shown_in_full() {
    let project = Project::new(SMALL);
    project.created("dev").await;
    project.write("terraform/own.tf", "output \"own\" { value = file(\"gone\") }\n");
    let watched = Watched::new();
    let terraform = Terraform::find(project.settings("dev"), &watched.context).unwrap();
    let error = make_plan(&terraform, "1", &project.path("plan")).await.unwrap_err();
    insta::assert_snapshot!(error, @"terraform failed: Invalid function argument (own.tf line 1)");
    assert!(watched.said().iter().any(|line| line.contains("on own.tf line 1")));
}

#[tokio::test]
async fn an_error_in_the_configuration_is_named_and_not_the_preamble() {
    let project = Project::new(SMALL);
    project.write("terraform/own.tf", "resource \"a\" {\n");
    let error = project::create(&project.terraform("dev")).await.unwrap_err();
    insta::assert_snapshot!(error, @"terraform failed: Unclosed configuration block (own.tf line 1)");
}

#[tokio::test]
async fn a_configuration_for_another_terraform_is_told() {
    let project = Project::new(SMALL);
    project.write("terraform/own.tf", "terraform {\n  required_version = \">= 99\"\n}\n");
    let error = project::create(&project.terraform("dev")).await.unwrap_err();
    insta::assert_snapshot!(described(&error), @r"
        the configuration asks for another version of Terraform
        hint: install a version that the configuration's `required_version` allows, and put it first on PATH
        Usage
        ");
}
