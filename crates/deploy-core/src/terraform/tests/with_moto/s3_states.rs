//! States in S3, as moto keeps them behind the sandbox.

use std::path::Path;
use std::time::Duration;

use sandbox::{Backend, Fault, Kind, Options, Sandbox};

use crate::aws::{Aws, AwsConnection};
use crate::context::Context;
use crate::error::Failure;
use crate::terraform::apply::apply;
use crate::terraform::error::Error;
use crate::terraform::init::{ensure_initialised, write_stamp};
use crate::terraform::saved_plan::{self, PlanContext, PlanMetadata};
use crate::terraform::state::{outputs, state};
use crate::terraform::terraform::{Settings, Terraform};
use crate::terraform::tests::project::{self, Project, SMALL, deploy, make_plan};
use crate::terraform::{passthrough, workspace};
use crate::test_support::{hints_of, require_program};

const BACKEND: &str = r#"
terraform {
  backend "s3" {
    bucket       = "terraform-state-123456789012"
    key          = "app/terraform.tfstate"
    region       = "us-east-1"
    use_lockfile = true
  }
}
"#;

fn sandbox() -> Sandbox {
    let upstream = Backend::Program(require_program("MOTO_SERVER_PROGRAM", "moto_server"));
    Sandbox::start(Options { upstream, ..Options::default() }).unwrap()
}

/// The sandbox has a runtime of its own, and is started and ended outside of ours.
fn block_on(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

fn terraform(project: &Project, environment: &str, sandbox: &Sandbox) -> Terraform {
    let mut settings = project.settings(environment);
    let account = [
        ("AWS_ENDPOINT_URL", sandbox.endpoint()),
        ("AWS_ACCESS_KEY_ID", "test".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
        ("AWS_REGION", "us-east-1".to_owned()),
    ];
    settings.env.extend(account.map(|(name, value)| (name.into(), value.into())));
    Terraform::find(settings, &Context::silent()).unwrap()
}

#[test]
fn a_state_in_a_bucket_is_read_without_terraform() {
    let (sandbox, project) = (sandbox(), Project::new(SMALL));
    block_on(async {
        project.write("terraform/backend.tf", BACKEND);
        let aws = AwsConnection::to(Aws::at(&sandbox.endpoint()));
        let terraform = terraform(&project, "dev", &sandbox);
        assert!(project::create(&terraform).await.unwrap());
        let empty = state(&terraform, &aws).await.unwrap().unwrap();
        deploy(&terraform, "1").await;
        let state = state(&terraform, &aws).await.unwrap().unwrap();
        assert!(state.lineage == empty.lineage && state.serial > empty.serial);

        let settings = Settings { program: "false".to_owned(), ..project.settings("dev") };
        let blind = Terraform::find(settings, &Context::silent()).unwrap();
        write_stamp(&blind).unwrap();
        sandbox.clear_calls();
        workspace::require(&blind, &aws).await.unwrap();
        let outputs = outputs(&blind, &aws).await.unwrap();
        assert_eq!(outputs.get_string("app_tag", "output").unwrap(), "1");
        let calls: Vec<_> = sandbox.calls().iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(calls.join("\n"), @r"
        s3 ListObjectsV2 200
        s3 GetObject 200
        ");
    });
}

#[test]
fn an_unknown_environment_in_a_bucket_is_refused_with_the_known_ones() {
    let (sandbox, project) = (sandbox(), Project::new(SMALL));
    block_on(async {
        project.write("terraform/backend.tf", BACKEND);
        let aws = AwsConnection::to(Aws::at(&sandbox.endpoint()));
        project::create(&terraform(&project, "dev", &sandbox)).await.unwrap();
        let typo = terraform(&project, "prd", &sandbox);
        ensure_initialised(&typo).await.unwrap();
        let error = workspace::require(&typo, &aws).await.unwrap_err();
        let Error::UnknownWorkspace { known: Some(known), .. } = &error else { panic!("{error}") };
        assert_eq!(known, &["default", "dev"]);
        assert!(project::create(&terraform(&project, "prd", &sandbox)).await.unwrap());
    });
}

#[test]
fn a_plan_can_be_applied_from_another_checkout() {
    let (sandbox, one, other) = (sandbox(), Project::new(SMALL), Project::new(SMALL));
    block_on(async {
        let aws = AwsConnection::to(Aws::at(&sandbox.endpoint()));
        for project in [&one, &other] {
            project.write("terraform/backend.tf", BACKEND);
            project.write("terraform/module.tf", "module \"m\" {\n  source = \"./m\"\n}\n");
            project.write("terraform/m/main.tf", "resource \"terraform_data\" \"m\" {}\n");
        }
        let (here, there) = (terraform(&one, "dev", &sandbox), terraform(&other, "dev", &sandbox));
        project::create(&here).await.unwrap();
        let out = one.path("plan");
        let made = describe(&here, &aws, &out).await;
        project::create(&there).await.unwrap();
        let moved = other.path("plan");
        std::fs::rename(&out, &moved).unwrap();
        let now = metadata(&there, &aws, &moved).await;
        made.check(&now, Duration::from_hours(24)).unwrap();
        assert_eq!(apply(&there, &moved).await.unwrap().changes.len(), 2);
        let now = metadata(&there, &aws, &moved).await;
        assert!(made.check(&now, Duration::from_hours(24)).unwrap_err().to_string().contains("serial"));
    });
}

/// Plans, and describes the plan.
async fn describe(terraform: &Terraform, aws: &AwsConnection, out: &Path) -> PlanMetadata {
    make_plan(terraform, "1", out).await.unwrap();
    metadata(terraform, aws, out).await
}

async fn metadata(terraform: &Terraform, aws: &AwsConnection, out: &Path) -> PlanMetadata {
    let (tag, state) = ("1".parse().unwrap(), state(terraform, aws).await.unwrap());
    let context = PlanContext { tag: &tag, location: &aws.location(), state: state.as_ref() };
    saved_plan::describe(terraform, out, context).await.unwrap()
}

#[test]
fn a_backend_with_an_endpoint_of_its_own_is_left_to_terraform() {
    let (sandbox, project) = (sandbox(), Project::new(SMALL));
    block_on(async {
        let own =
            format!("endpoints = {{ s3 = \"{}\" }}\n    use_path_style = true\n  }}", sandbox.endpoint());
        project.write("terraform/backend.tf", &BACKEND.replacen("  }", &own, 1));
        let aws = AwsConnection::to(Aws::at("http://127.0.0.1:1"));
        let terraform = terraform(&project, "dev", &sandbox);
        project::create(&terraform).await.unwrap();
        deploy(&terraform, "1").await;
        workspace::require(&terraform, &aws).await.unwrap();
        let outputs = outputs(&terraform, &aws).await.unwrap();
        assert_eq!(outputs.get_string("app_tag", "output").unwrap(), "1");
        assert!(state(&terraform, &aws).await.unwrap().is_some());
    });
}

#[test]
fn a_state_that_cannot_be_stored_is_kept_and_can_be_stored_later() {
    let (sandbox, project) = (sandbox(), Project::new(SMALL));
    block_on(async {
        project.write("terraform/backend.tf", BACKEND);
        let aws = AwsConnection::to(Aws::at(&sandbox.endpoint()));
        let terraform = terraform(&project, "dev", &sandbox);
        project::create(&terraform).await.unwrap();
        let out = project.path("plan");
        make_plan(&terraform, "1", &out).await.unwrap();
        // The first object that is put is the lock, the second is the state.
        sandbox.fault(Fault::new("s3:PutObject", Kind::Denied).after(1).times(1));
        let failure = apply(&terraform, &out).await.unwrap_err();
        let kept = project.path("errored/dev/errored.tfstate");
        assert_eq!(failure.state_left_in.as_ref(), Some(&kept), "{failure}");
        assert!(!project.path("terraform/errored.tfstate").exists());
        assert!(hints_of(&failure).contains("[\"state\", \"push\", \"/"));

        let second = project.path("errored/dev/errored.2.tfstate");
        make_plan(&terraform, "1", &out).await.unwrap();
        sandbox.fault(Fault::new("s3:PutObject", Kind::Denied).after(1).times(1));
        let failure = apply(&terraform, &out).await.unwrap_err();
        assert_eq!(failure.state_left_in.as_ref(), Some(&second), "{failure}");
        assert!(std::fs::read(&kept).unwrap() != std::fs::read(&second).unwrap());

        let push = ["state".into(), "push".into(), kept.into()];
        passthrough::run(&terraform, None, &push, false).await.unwrap().success().unwrap();
        let outputs = outputs(&terraform, &aws).await.unwrap();
        assert_eq!(outputs.get_string("app_tag", "output").unwrap(), "1");
    });
}

#[test]
fn a_state_that_may_not_be_read_is_an_error_that_names_the_call() {
    let (sandbox, project) = (sandbox(), Project::new(SMALL));
    block_on(async {
        project.write("terraform/backend.tf", BACKEND);
        let aws = AwsConnection::to(Aws::at(&sandbox.endpoint()));
        let terraform = terraform(&project, "dev", &sandbox);
        project::create(&terraform).await.unwrap();
        sandbox.fault(Fault::new("s3:GetObject", Kind::Denied));
        let error = outputs(&terraform, &aws).await.unwrap_err();
        assert!(error.to_string().starts_with("GetObject: AccessDenied: "), "{error}");
        assert!(!error.hints().is_empty());
    });
}
