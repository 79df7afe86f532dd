//! An interrupt reaches Terraform once, and what it did by then is told.

use crate::error::{Failure, Kind, Signal};
use crate::terraform::apply::apply;
use crate::terraform::terraform::Terraform;
use crate::terraform::tests::project::{Project, SLOW, SMALL, make_plan};
use crate::terraform::tests::watched::Watched;

#[tokio::test]
async fn an_interrupted_apply_stops_by_itself_and_says_what_it_changed() {
    let project = Project::new(SMALL);
    project.write("terraform/slow.tf", SLOW);
    project.created("dev").await;
    let watched = Watched::new();
    let terraform = Terraform::find(project.settings("dev"), &watched.context).unwrap();
    let out = project.path("plan");
    make_plan(&terraform, "1", &out).await.unwrap();
    let interrupting = async {
        watched.until_said("begun").await;
        watched.interrupter.ask(Signal::Terminate);
    };
    let (failure, ()) = tokio::join!(apply(&terraform, &out), interrupting);
    let failure = failure.unwrap_err();
    insta::assert_snapshot!(failure, @"the apply was interrupted after 1 change (1 created); unfinished: terraform_data.slow");
    assert_eq!(failure.kind(), Kind::Interrupted(Signal::Terminate));
    let second = watched.said().into_iter().find(|line| line.contains("Two interrupts received"));
    assert_eq!(second, None, "Terraform gets the signal once");
    // What it finished is in the state, and nothing is locked.
    project.write("go", "");
    let planned = make_plan(&project.terraform("dev"), "1", &out).await.unwrap();
    assert!(planned.text.iter().any(|line| line.starts_with("Plan: 1 to add")), "{:?}", planned.text);
}

#[tokio::test]
async fn nothing_is_planned_after_an_interrupt() {
    let project = Project::new(SMALL);
    project.created("dev").await;
    let watched = Watched::new();
    watched.interrupter.ask(Signal::Interrupt);
    let terraform = Terraform::find(project.settings("dev"), &watched.context).unwrap();
    let out = project.path("plan");
    let error = make_plan(&terraform, "1", &out).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Interrupted(Signal::Interrupt));
    assert!(!out.exists());
}
