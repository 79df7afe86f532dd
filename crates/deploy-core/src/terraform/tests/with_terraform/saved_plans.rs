//! A saved plan is bound to what it was made for.

use crate::terraform::tests::project::no_aws;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use crate::aws::Location;
use crate::context::Context;
use crate::error::{Failure, Kind};
use crate::terraform::apply::apply;
use crate::terraform::error::Error;
use crate::terraform::saved_plan;
use crate::terraform::saved_plan::{PlanContext, PlanMetadata};
use crate::terraform::state::state;
use crate::terraform::terraform::{Settings, Terraform};
use crate::terraform::tests::project::{self, Project, SMALL, deploy, make_plan};

const DAY: Duration = Duration::from_hours(24);

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
    let now = PlanContext { tag: &tag, location: &Location::default(), state: state.as_ref() };
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
    made.check(&metadata(&dev, "1", &out).await, DAY).unwrap();
    let error = made.check(&metadata(&prod, "1", &out).await, DAY).unwrap_err();
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
    let field = |now: &PlanMetadata| match made.check(now, DAY) {
        Err(Error::Stale { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    let mut fields = vec![field(&metadata(&terraform, "2", &out).await)];
    project.write("terraform/x.auto.tfvars", "size = \"big\"\n");
    fields.push(field(&metadata(&terraform, "1", &out).await));
    fs::remove_file(project.path("terraform/x.auto.tfvars")).unwrap();
    project.write("terraform/more.tf", "locals { x = 1 }\n");
    fields.push(field(&metadata(&terraform, "1", &out).await));
    fs::remove_file(project.path("terraform/more.tf")).unwrap();
    fs::write(&out, "another plan").unwrap();
    fields.push(field(&metadata(&terraform, "1", &out).await));
    deploy(&terraform, "1").await;
    fields.push(field(&metadata(&terraform, "1", &out).await));
    let account = Some("123456789012".parse().unwrap());
    fields.push(field(&PlanMetadata { account, ..made.clone() }));
    let region = Some("eu-west-1".to_owned());
    fields.push(field(&PlanMetadata { region: region.clone(), ..made.clone() }));
    fields.push(field(&PlanMetadata { endpoint: region, ..made.clone() }));
    assert_eq!(
        fields,
        [
            "tag",
            "digest of variables",
            "digest of the configuration",
            "plan file's digest",
            "state",
            "account",
            "region",
            "endpoint"
        ]
    );
}

#[tokio::test]
async fn a_plan_that_is_too_old_is_refused() {
    let project = Project::new(SMALL);
    let terraform = project.created("dev").await;
    let out = project.path("plan");
    make_plan(&terraform, "1", &out).await.unwrap();
    let now = metadata(&terraform, "1", &out).await;
    let made = PlanMetadata { time: now.time - DAY - Duration::from_mins(90), ..now.clone() };
    let error = made.check(&now, DAY).unwrap_err();
    insta::assert_snapshot!(error, @"the saved plan was made 25h 30m ago, and may be at most 24h old");
    made.check(&now, 2 * DAY).unwrap();
}

#[tokio::test]
async fn the_content_of_modules_and_variables_counts_and_not_their_place() {
    let (one, other) = (Project::new(SMALL), Project::new(SMALL));
    let (mut digests, mut backends) = (Vec::new(), Vec::new());
    for project in [&one, &other] {
        project.write("terraform/module.tf", "module \"m\" {\n  source = \"./m\"\n}\n");
        project.write("terraform/m/main.tf", "locals { x = 1 }\n");
        project.write("terraform/terraform.tfvars", "size = \"big\"\n");
        let terraform = project.created("dev").await;
        let out = project.path("plan");
        make_plan(&terraform, "1", &out).await.unwrap();
        let made = metadata(&terraform, "1", &out).await;
        project.write("terraform/m/main.tf", "locals { x = 2 }\n");
        assert_ne!(metadata(&terraform, "1", &out).await.configuration, made.configuration);
        assert_eq!(made.providers, "none");
        digests.push([made.configuration, made.variables]);
        backends.push(made.backend);
    }
    assert_eq!(digests[0], digests[1]);
    assert_ne!(backends[0], backends[1], "a local state is in one checkout only");
}

const EPHEMERAL: &str = r#"
variable "app_tag" { type = string }
variable "token" {
  type      = string
  ephemeral = true
}
resource "terraform_data" "app" { input = var.app_tag }
"#;

#[tokio::test]
async fn what_a_plan_cannot_hold_is_given_again() {
    let project = Project::new(EPHEMERAL);
    project.write("dev.tfvars", "token = \"hush\"\n");
    let settings = Settings { var_files: vec![project.path("dev.tfvars")], ..project.settings("dev") };
    let terraform = Terraform::find(settings, &Context::silent()).unwrap();
    project::create(&terraform).await.unwrap();
    assert_eq!(deploy(&terraform, "1").await.changes.len(), 1);
}
