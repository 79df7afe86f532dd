//! Plans: private files, bound to what they were made for.

use crate::terraform::tests::project::no_aws;
use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::context::Context;
use crate::terraform::apply::apply;
use crate::terraform::init::ensure_initialised;
use crate::terraform::plan::{PlanRequest, Show, plan};
use crate::terraform::state::outputs;
use crate::terraform::terraform::{Settings, Terraform};
use crate::terraform::tests::project::{Project, SMALL, deploy, make_plan, request};
use crate::terraform::tests::watched::Watched;

#[tokio::test]
async fn a_plan_says_whether_there_are_changes_and_is_private() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    let out = project.path("plan");
    fs::write(&out, "world readable").unwrap();
    let planned = make_plan(&terraform, "1", &out).await.unwrap();
    assert!(planned.changes);
    assert!(planned.text.iter().any(|line| line.contains("terraform_data.app will be created")));
    assert_eq!(out.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    apply(&terraform, &out).await.unwrap();
    assert!(!make_plan(&terraform, "1", &out).await.unwrap().changes);
}

#[tokio::test]
async fn a_plan_can_be_streamed() {
    let project = Project::new(SMALL);
    project.created("dev").await;
    let watched = Watched::new();
    let terraform = Terraform::find(project.settings("dev"), &watched.context).unwrap();
    let (tag, out) = ("1".parse().unwrap(), project.path("plan"));
    let planned = plan(&terraform, &PlanRequest { show: Show::Stream, ..request(&tag, &out) }).await.unwrap();
    assert!(planned.text.is_empty());
    assert!(watched.said().iter().any(|line| line == "Plan: 1 to add, 0 to change, 0 to destroy."));
}

#[tokio::test]
async fn a_destroy_plan_takes_everything_away() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    deploy(&terraform, "1").await;
    let (tag, out) = ("1".parse().unwrap(), project.path("plan"));
    plan(&terraform, &PlanRequest { destroy: true, ..request(&tag, &out) }).await.unwrap();
    apply(&terraform, &out).await.unwrap();
    assert!(outputs(&terraform, &no_aws()).await.unwrap().is_empty());
}

#[tokio::test]
async fn values_come_from_the_environments_files() {
    let project = Project::new(SMALL);
    project.created("dev").await;
    project.write("dev.tfvars", "size = \"from the file\"\n");
    let var_files = vec![project.path("dev.tfvars")];
    let settings = Settings { var_files, ..project.settings("dev") };
    let terraform = Terraform::find(settings, &Context::silent()).unwrap();
    let planned = make_plan(&terraform, "1", &project.path("plan")).await.unwrap();
    assert!(planned.text.iter().any(|line| line.contains("\"1 from the file\"")), "{:?}", planned.text);
}

#[tokio::test]
async fn a_module_that_is_not_installed_is_installed_and_the_plan_made() {
    let project = Project::new(SMALL);
    project.write("terraform/part/main.tf", "");
    project.created("dev").await;
    project.write("terraform/part.tf", "module \"part\" { source = \"./part\" }\n");
    let watched = Watched::new();
    let terraform = Terraform::find(project.settings("dev"), &watched.context).unwrap();
    make_plan(&terraform, "1", &project.path("plan")).await.unwrap();
    let said = watched.said();
    assert!(
        said.iter().any(|line| line.starts_with("note: ")) && !said.iter().any(|line| line.contains("Error"))
    );
    assert!(!ensure_initialised(&terraform).await.unwrap());
}
