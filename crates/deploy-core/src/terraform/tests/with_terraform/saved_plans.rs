//! A saved plan is bound to what it was made for.

use crate::terraform::tests::project::no_aws;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::error::{Failure, Kind};
use crate::terraform::apply::apply;
use crate::terraform::error::Error;
use crate::terraform::saved_plan;
use crate::terraform::saved_plan::{PlanContext, PlanMetadata};
use crate::terraform::state::state;
use crate::terraform::terraform::Terraform;
use crate::terraform::tests::project::{Project, SMALL, deploy, make_plan};

#[tokio::test]
async fn a_plan_that_others_overtook_is_refused() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    let out = project.path("plan");
    make_plan(&terraform, "1", &out).await.unwrap();
    deploy(&terraform, "2").await;
    let failure = apply(&terraform, &out).await.unwrap_err();
    assert_eq!(failure.kind(), Kind::Refused);
    insta::assert_snapshot!(format!("{failure}: {}", failure.error), @"the apply failed before it changed anything: the state has changed since the plan was made");
}

async fn metadata(terraform: &Terraform, tag: &str, out: &Path) -> PlanMetadata {
    let state = state(terraform, &no_aws()).await.unwrap();
    let tag = tag.parse().unwrap();
    let now = PlanContext { tag: &tag, account: None, state: state.as_ref() };
    saved_plan::describe(terraform, out, now).await.unwrap()
}

#[tokio::test]
async fn another_environments_first_plan_is_refused() {
    let project = Project::new(SMALL);
    let (dev, prod) = (project.created("dev").await, project.created("prod").await);
    let out = project.path("plan");
    make_plan(&dev, "1", &out).await.unwrap();
    metadata(&dev, "1", &out).await.write(&out).unwrap();
    let made = PlanMetadata::read(&out).unwrap();
    made.check(&metadata(&dev, "1", &out).await).unwrap();
    let error = made.check(&metadata(&prod, "1", &out).await).unwrap_err();
    insta::assert_snapshot!(error, @"the saved plan does not fit: its environment is dev, but now it is prod");
    assert_eq!(PlanMetadata::path(&out).metadata().unwrap().permissions().mode() & 0o777, 0o600);
    // Which is why it must be: Terraform itself takes it.
    apply(&prod, &out).await.unwrap();
}

#[tokio::test]
async fn a_plan_is_refused_once_anything_it_is_bound_to_differs() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    let out = project.path("plan");
    make_plan(&terraform, "1", &out).await.unwrap();
    let made = metadata(&terraform, "1", &out).await;
    let field = |now: &PlanMetadata| match made.check(now) {
        Err(Error::Stale { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    let mut fields = vec![field(&metadata(&terraform, "2", &out).await)];
    project.write("terraform/x.auto.tfvars", "size = \"big\"\n");
    fields.push(field(&metadata(&terraform, "1", &out).await));
    fs::remove_file(project.path("terraform/x.auto.tfvars")).unwrap();
    fs::write(&out, "another plan").unwrap();
    fields.push(field(&metadata(&terraform, "1", &out).await));
    deploy(&terraform, "1").await;
    fields.push(field(&metadata(&terraform, "1", &out).await));
    let account = Some("123456789012".parse().unwrap());
    fields.push(field(&PlanMetadata { account, ..made.clone() }));
    assert_eq!(fields, ["tag", "digest of variables", "plan file's digest", "state", "account"]);
}
