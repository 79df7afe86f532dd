//! Plans: private files, bound to what they were made for.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::super::{Circumstances, Error, Passport, PlanRequest, Settings, Show, Terraform};
use super::{Project, SMALL, Watched, deploy, plan, request};
use crate::context::Context;
use crate::error::{Failure, Kind};

#[tokio::test]
async fn a_plan_says_whether_there_are_changes_and_is_private() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    let out = project.path("plan");
    fs::write(&out, "world readable").unwrap();
    let planned = plan(&terraform, "1", &out).await.unwrap();
    assert!(planned.changes);
    assert!(planned.text.iter().any(|line| line.contains("terraform_data.app will be created")));
    assert_eq!(out.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    terraform.apply(&out).await.unwrap();
    assert!(!plan(&terraform, "1", &out).await.unwrap().changes);
}

#[tokio::test]
async fn a_plan_can_be_streamed() {
    let project = Project::new(SMALL);
    project.created("dev").await;
    let watched = Watched::new();
    let terraform = Terraform::find(project.settings("dev"), &watched.context).unwrap();
    let (tag, out) = ("1".parse().unwrap(), project.path("plan"));
    let planned = terraform.plan(&PlanRequest { show: Show::Stream, ..request(&tag, &out) }).await.unwrap();
    assert!(planned.text.is_empty());
    assert!(watched.said().iter().any(|line| line == "Plan: 1 to add, 0 to change, 0 to destroy."));
}

#[tokio::test]
async fn a_destroy_plan_takes_everything_away() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    deploy(&terraform, "1").await;
    let (tag, out) = ("1".parse().unwrap(), project.path("plan"));
    terraform.plan(&PlanRequest { destroy: true, ..request(&tag, &out) }).await.unwrap();
    terraform.apply(&out).await.unwrap();
    assert!(terraform.outputs(None).await.unwrap().is_empty());
}

/// The error, its hint and its kind.
fn described(error: &Error) -> String {
    format!("{error}\nhint: {}\n{:?}", error.hint().unwrap_or_default(), error.kind())
}

#[tokio::test]
async fn a_configuration_without_the_tag_is_told_what_to_declare() {
    let project = Project::new("output \"x\" { value = 1 }\n");
    let terraform = project.created("dev").await;
    let out = project.path("plan");
    let error = plan(&terraform, "1", &out).await.unwrap_err();
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
    let error = plan(&terraform, "1", &project.path("plan")).await.unwrap_err();
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
    let error = plan(&terraform, "1", &project.path("plan")).await.unwrap_err();
    insta::assert_snapshot!(error, @"terraform says: Invalid function argument (own.tf line 1)");
    assert!(watched.said().iter().any(|line| line.contains("on own.tf line 1")));
}

#[tokio::test]
async fn what_is_wrong_with_the_configuration_is_said_and_not_that_something_is() {
    let project = Project::new(SMALL);
    project.write("terraform/own.tf", "resource \"a\" {\n");
    let error = project.terraform("dev").create_workspace().await.unwrap_err();
    insta::assert_snapshot!(error, @"terraform says: Unclosed configuration block (own.tf line 1)");
}

#[tokio::test]
async fn a_configuration_for_another_terraform_is_told() {
    let project = Project::new(SMALL);
    project.write("terraform/own.tf", "terraform {\n  required_version = \">= 99\"\n}\n");
    let error = project.terraform("dev").create_workspace().await.unwrap_err();
    insta::assert_snapshot!(described(&error), @r"
        the configuration asks for another version of Terraform
        hint: install a version that the configuration's `required_version` allows, and put it first on PATH
        Usage
        ");
}

#[tokio::test]
async fn values_come_from_the_environments_files() {
    let project = Project::new(SMALL);
    project.created("dev").await;
    project.write("dev.tfvars", "size = \"from the file\"\n");
    let var_files = vec![project.path("dev.tfvars")];
    let settings = Settings { var_files, ..project.settings("dev") };
    let terraform = Terraform::find(settings, &Context::silent()).unwrap();
    let planned = plan(&terraform, "1", &project.path("plan")).await.unwrap();
    assert!(planned.text.iter().any(|line| line.contains("\"1 from the file\"")), "{:?}", planned.text);
}

#[tokio::test]
async fn a_plan_that_others_overtook_is_refused() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    let out = project.path("plan");
    plan(&terraform, "1", &out).await.unwrap();
    deploy(&terraform, "2").await;
    let failure = terraform.apply(&out).await.unwrap_err();
    assert_eq!(failure.kind(), Kind::Refused);
    insta::assert_snapshot!(format!("{failure}: {}", failure.error), @"the apply failed before it changed anything: the state has changed since the plan was made");
}

async fn passport(terraform: &Terraform, tag: &str, out: &std::path::Path) -> Passport {
    let state = terraform.state(None).await.unwrap();
    let tag = tag.parse().unwrap();
    let now = Circumstances { tag: &tag, destroy: false, account: None, state: state.as_ref() };
    terraform.passport(out, now).await.unwrap()
}

#[tokio::test]
async fn another_environments_first_plan_is_refused() {
    let project = Project::new(SMALL);
    let (dev, prod) = (project.created("dev").await, project.created("prod").await);
    let out = project.path("plan");
    plan(&dev, "1", &out).await.unwrap();
    passport(&dev, "1", &out).await.write(&out).unwrap();
    let made = Passport::read(&out).unwrap();
    made.check(&passport(&dev, "1", &out).await).unwrap();
    let error = made.check(&passport(&prod, "1", &out).await).unwrap_err();
    insta::assert_snapshot!(error, @"the saved plan is not for this: its environment is dev, now it is prod");
    assert_eq!(Passport::path(&out).metadata().unwrap().permissions().mode() & 0o777, 0o600);
    // Which is why it must be: Terraform itself takes it.
    prod.apply(&out).await.unwrap();
}

#[tokio::test]
async fn each_circumstance_counts() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    let out = project.path("plan");
    plan(&terraform, "1", &out).await.unwrap();
    let made = passport(&terraform, "1", &out).await;
    let field = |now: &Passport| match made.check(now) {
        Err(Error::Stale { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    let mut fields = vec![field(&passport(&terraform, "2", &out).await)];
    project.write("terraform/x.auto.tfvars", "size = \"big\"\n");
    fields.push(field(&passport(&terraform, "1", &out).await));
    fs::remove_file(project.path("terraform/x.auto.tfvars")).unwrap();
    fs::write(&out, "another plan").unwrap();
    fields.push(field(&passport(&terraform, "1", &out).await));
    deploy(&terraform, "1").await;
    fields.push(field(&passport(&terraform, "1", &out).await));
    let account = Some("123456789012".parse().unwrap());
    fields.push(field(&Passport { account, ..made.clone() }));
    assert_eq!(fields, ["tag", "digest of variables", "plan file's digest", "state", "account"]);
}

#[tokio::test]
async fn a_module_that_is_not_installed_is_installed_and_the_plan_made() {
    let project = Project::new(SMALL);
    project.write("terraform/part/main.tf", "");
    project.created("dev").await;
    project.write("terraform/part.tf", "module \"part\" { source = \"./part\" }\n");
    let watched = Watched::new();
    let terraform = Terraform::find(project.settings("dev"), &watched.context).unwrap();
    plan(&terraform, "1", &project.path("plan")).await.unwrap();
    let said = watched.said();
    assert!(
        said.iter().any(|line| line.starts_with("note: ")) && !said.iter().any(|line| line.contains("Error"))
    );
    assert!(!terraform.ensure_initialised().await.unwrap());
}
