//! The room against the real Terraform. Its configurations use what is built into it, so that nothing is fetched.

mod applies;
mod buckets;
mod plans;
mod signals;
mod states;
mod workspaces;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::{Applied, Error, PlanRequest, Planned, Settings, Show, Terraform};
use crate::context::{Context, Interrupter};
use crate::event::{Events, Fact};

/// One resource, and an output of each shape.
const SMALL: &str = r#"
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
const SLOW: &str = r#"
resource "terraform_data" "slow" {
  depends_on = [terraform_data.app]
  provisioner "local-exec" { command = "echo be''gun; until [ -e ../go ]; do sleep 0.02; done" }
}
"#;

/// A project's folder with a Terraform folder in it.
struct Project(tempfile::TempDir);

impl Project {
    fn new(main: &str) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        project.write("terraform/main.tf", main);
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn settings(&self, environment: &str) -> Settings {
        Settings {
            program: "terraform".to_owned(),
            directory: self.path("terraform"),
            data_dir: self.path(&format!(".deploy/{environment}/terraform")),
            workspace: environment.parse().unwrap(),
            var_files: Vec::new(),
            parallelism: None,
            color: false,
            env: vec![("TF_CLI_CONFIG_FILE".into(), "/dev/null".into())],
        }
    }

    fn terraform(&self, environment: &str) -> Terraform {
        Terraform::find(self.settings(environment), &Context::silent()).unwrap()
    }

    /// An environment that has been made.
    async fn created(&self, environment: &str) -> Terraform {
        let terraform = self.terraform(environment);
        terraform.create_workspace().await.unwrap();
        terraform
    }

    /// Whether Terraform keeps anything of the environment.
    fn has_workspace(&self, environment: &str) -> bool {
        self.path("terraform/terraform.tfstate.d").join(environment).exists()
    }
}

/// Everything that was said, and the means to interrupt.
struct Watched {
    context: Context,
    interrupter: Interrupter,
    facts: Arc<Mutex<Vec<Fact>>>,
}

impl Watched {
    fn new() -> Self {
        let facts: Arc<Mutex<Vec<Fact>>> = Arc::default();
        let (interrupter, interrupt) = Interrupter::new();
        let into = Arc::clone(&facts);
        let events = Events::new(move |event| into.lock().unwrap().push(event.fact.clone()));
        Self { context: Context { events, interrupt }, interrupter, facts }
    }

    fn said(&self) -> Vec<String> {
        let facts = self.facts.lock().unwrap();
        let line = |fact: &Fact| match fact {
            Fact::Said { line, .. } => Some(line.clone()),
            Fact::Noted { message } => Some(format!("note: {message}")),
            Fact::ResourceChanging { address, action, .. } => Some(format!("changing: {action} {address}")),
            Fact::ResourceChanged { address, action, .. } => Some(format!("changed: {action} {address}")),
            _ => None,
        };
        facts.iter().filter_map(line).collect()
    }

    /// Waits until a line that was said holds `part`.
    async fn until_said(&self, part: &str) {
        while !self.said().iter().any(|line| line.contains(part)) {
            tokio::task::yield_now().await;
        }
    }
}

fn request<'a>(tag: &'a crate::image::Tag, out: &'a Path) -> PlanRequest<'a> {
    PlanRequest { tag, out, destroy: false, show: Show::Keep }
}

async fn plan(terraform: &Terraform, tag: &str, out: &Path) -> Result<Planned, Error> {
    terraform.plan(&request(&tag.parse().unwrap(), out)).await
}

/// Plans and applies.
async fn deploy(terraform: &Terraform, tag: &str) -> Applied {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("plan");
    plan(terraform, tag, &out).await.unwrap();
    terraform.apply(&out).await.unwrap()
}
