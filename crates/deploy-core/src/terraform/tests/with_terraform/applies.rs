//! Applying: what it did, also when it failed.

use crate::error::{Failure, Kind};
use crate::terraform::apply::apply;
use crate::terraform::error::Error;
use crate::terraform::terraform::Terraform;
use crate::terraform::tests::project::{Project, SLOW, SMALL, deploy, make_plan};
use crate::terraform::tests::watched::Watched;
use crate::test_support::hints_of;

#[tokio::test]
async fn each_change_is_told_when_it_begins_and_when_it_is_done() {
    let project = Project::new(SMALL);
    project.created("dev").await;
    let watched = Watched::new();
    let terraform = Terraform::find(project.settings("dev"), &watched.context).unwrap();
    let applied = deploy(&terraform, "1.0.1").await;
    assert_eq!(applied.changes.len(), 1);
    assert_eq!(watched.said(), ["changing: create terraform_data.app", "changed: create terraform_data.app"]);
}

#[tokio::test]
async fn a_failure_says_what_was_changed_and_why_it_failed() {
    let project = Project::new(SMALL);
    let failing = "resource \"terraform_data\" \"bad\" {\n  depends_on = [terraform_data.app]\n  provisioner \"local-exec\" { command = \"exit 3\" }\n}\n";
    project.write("terraform/failing.tf", failing);
    project.created("dev").await;
    let watched = Watched::new();
    let terraform = Terraform::find(project.settings("dev"), &watched.context).unwrap();
    let out = project.path("plan");
    make_plan(&terraform, "1", &out).await.unwrap();
    let failure = apply(&terraform, &out).await.unwrap_err();
    insta::assert_snapshot!(failure, @"the apply failed after 1 change (1 created); unfinished: terraform_data.bad");
    insta::assert_snapshot!(failure.error, @"terraform failed: local-exec provisioner error (`terraform_data.bad`)");
    assert_eq!(failure.kind(), Kind::Failed);
    let said = watched.said();
    assert!(said.iter().any(|line| line.contains("with terraform_data.bad")));
    assert!(!said.iter().any(|line| line.contains("execution halted")));
}

#[tokio::test]
async fn who_holds_the_lock_is_named() {
    let project = Project::new(SMALL);
    project.write("terraform/slow.tf", SLOW);
    let other = project.created("dev").await;
    let watched = Watched::new();
    let terraform = Terraform::find(project.settings("dev"), &watched.context).unwrap();
    let out = project.path("plan");
    make_plan(&terraform, "1", &out).await.unwrap();
    let second = project.path("second");
    let blocked = async {
        watched.until_said("begun").await;
        let error = make_plan(&other, "1", &second).await.unwrap_err();
        project.write("go", "");
        error
    };
    let (applied, error) = tokio::join!(apply(&terraform, &out), blocked);
    applied.unwrap();
    let Error::Locked { lock: Some(lock), .. } = &error else { panic!("{error}") };
    assert!(error.to_string().starts_with("the state of `dev` is locked by "), "{error}");
    assert!(hints_of(&error).contains(&format!("[\"force-unlock\", \"{}\"]", lock.id)), "{error}");
}
