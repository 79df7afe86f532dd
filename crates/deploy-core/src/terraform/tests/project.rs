//! A project to run Terraform in, and the way from a tag to an apply.

use std::fs;
use std::path::{Path, PathBuf};

use crate::aws::AwsConnection;
use crate::context::{Context, Interrupt};
use crate::terraform::apply::{Applied, apply};
use crate::terraform::error::Error;
use crate::terraform::plan::{PlanRequest, Planned, Show, plan};
use crate::terraform::terraform::{Settings, Terraform};
use crate::terraform::workspace;
use crate::types::Tag;

/// One resource, and an output of each shape.
pub(super) const SMALL: &str = r#"
variable "app_tag" { type = string }
variable "size" { default = "small" }
resource "terraform_data" "app" { input = "${var.app_tag} ${var.size}" }
output "app_tag" { value = var.app_tag }
output "services" { value = { worker = "worker-${terraform.workspace}" } }
output "password" {
  value     = "hush"
  sensitive = true
}
"#;

/// A second resource, which says that its creation has `begun`, and goes on with it until there is a file `go`.
///
/// Terraform announces the command before it starts it, hence the quotes. A signal to the group in between can reach
/// it twice: of the first process that it starts, Go makes a trial run which shares its signal handlers.
pub(super) const SLOW: &str = r#"
resource "terraform_data" "slow" {
  depends_on = [terraform_data.app]
  provisioner "local-exec" { command = "echo be''gun; until [ -e ../go ]; do sleep 0.02; done" }
}
"#;

/// A project's folder with a Terraform folder in it.
pub(super) struct Project(tempfile::TempDir);

impl Project {
    pub(super) fn new(main: &str) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        project.write("terraform/main.tf", main);
        project
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(super) fn settings(&self, environment: &str) -> Settings {
        Settings {
            program: "terraform".to_owned(),
            directory: self.path("terraform"),
            data_dir: self.path(&format!("data/{environment}")),
            plugin_cache: None,
            errored_states: self.path(&format!("errored/{environment}")),
            applies: self.path(&format!("applies/{environment}")),
            environment: environment.parse().unwrap(),
            workspace: environment.parse().unwrap(),
            var_files: Vec::new(),
            backend_config: Vec::new(),
            parallelism: None,
            color: false,
            env: vec![("TF_CLI_CONFIG_FILE".into(), "/dev/null".into())],
        }
    }

    pub(super) fn terraform(&self, environment: &str) -> Terraform {
        Terraform::find(self.settings(environment), &Context::silent()).unwrap()
    }

    /// An environment that has been made.
    pub(super) async fn created(&self, environment: &str) -> Terraform {
        let terraform = self.terraform(environment);
        create(&terraform).await.unwrap();
        terraform
    }

    /// Whether Terraform keeps anything of the environment.
    pub(super) fn has_workspace(&self, environment: &str) -> bool {
        self.path("terraform/terraform.tfstate.d").join(environment).exists()
    }
}

/// Makes the workspace if it is missing. Returns whether it was.
pub(super) async fn create(terraform: &Terraform) -> Result<bool, Error> {
    let is_there = workspace::initialise(terraform).await?;
    if !is_there {
        workspace::create(terraform).await?;
    }
    Ok(!is_there)
}

pub(super) fn request<'a>(tag: &'a Tag, out: &'a Path) -> PlanRequest<'a> {
    PlanRequest { tag, out, destroy: false, show: Show::Keep }
}

pub(super) async fn make_plan(terraform: &Terraform, tag: &str, out: &Path) -> Result<Planned, Error> {
    plan(terraform, &request(&tag.parse().unwrap(), out)).await
}

/// Plans and applies.
pub(super) async fn deploy(terraform: &Terraform, tag: &str) -> Applied {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("plan");
    make_plan(terraform, tag, &out).await.unwrap();
    apply(terraform, &out).await.unwrap()
}

/// For states that are not in AWS: it is never connected.
pub(super) fn no_aws() -> AwsConnection {
    AwsConnection::new(None, &Interrupt::never())
}
