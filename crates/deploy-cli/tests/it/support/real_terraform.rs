//! A project whose Terraform and AWS provider are the real ones. ECS, ECR and STS are those of the sandbox.

use std::os::unix::fs::symlink;

use sandbox::Options;
use sandbox::test_programs::{provided_variable, require_program};

use super::images::push_image;
use super::invocation::Invocation;
use super::run_result::RunResult;
use super::world::World;

/// The variables, the provider, and the outputs that `deploy` reads.
const ROOT: &str = r#"
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

variable "app_tag" { type = string }
variable "registry" { type = string }

provider "aws" {
  skip_requesting_account_id  = true
  skip_credentials_validation = true
}

output "app_tag" { value = var.app_tag }
output "cluster_name" { value = aws_ecs_cluster.main.name }
"#;

/// What a service of the root differs in from others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ServiceBlock<'a> {
    pub(crate) name: &'a str,
    /// The image in HCL.
    pub(crate) image: &'a str,
    pub(crate) count: u32,
    /// More of the service's block.
    pub(crate) more: &'a str,
}

impl ServiceBlock<'_> {
    /// A service with the image of the tag.
    pub(crate) fn named(name: &str) -> ServiceBlock<'_> {
        ServiceBlock { name, image: "${var.registry}/worker:${var.app_tag}", count: 1, more: BREAKER }
    }

    /// In HCL, with its task definition.
    fn hcl(&self) -> String {
        let Self { name, image, count, more } = self;
        format!(
            r#"
resource "aws_ecs_task_definition" "{name}" {{
  family                = "{name}"
  skip_destroy          = true
  container_definitions = jsonencode([{{ name = "app", image = "{image}", memory = 64, essential = true }}])
}}

resource "aws_ecs_service" "{name}" {{
  name            = "{name}"
  cluster         = aws_ecs_cluster.main.arn
  task_definition = aws_ecs_task_definition.{name}.arn
  desired_count   = {count}
  {more}
}}
"#
        )
    }
}

pub(crate) const BREAKER: &str =
    "deployment_circuit_breaker {\n    enable   = true\n    rollback = true\n  }";

/// A world in which `deploy create` has been run.
pub(crate) struct TerraformWorld {
    pub(crate) world: World,
}

impl TerraformWorld {
    /// With these services, of which none is applied yet.
    pub(crate) fn with(options: Options, services: &[ServiceBlock<'_>]) -> Self {
        let world = World::with(options);
        world.remove("bin/terraform");
        symlink(require_program("TERRAFORM_PROGRAM", "terraform"), world.path("bin/terraform")).unwrap();
        let registry = format!("registry = \"{}\"\n", world.sandbox.registry());
        for environment in ["dev", "prod"] {
            world.write(&format!("project/terraform/terraform.{environment}.tfvars"), &registry);
        }
        let this = Self { world };
        this.write_services(services);
        let created = this.deploy(&["create", "--env", "dev", "--yes"]);
        assert_eq!(created.code, Some(0), "{created}");
        this
    }

    /// The services of the root from now on.
    pub(crate) fn write_services(&self, services: &[ServiceBlock<'_>]) {
        let cluster = "resource \"aws_ecs_cluster\" \"main\" {\n  name = \"main\"\n}\n";
        let names: Vec<_> =
            services.iter().map(|service| format!("{0} = aws_ecs_service.{0}.name", service.name)).collect();
        let output = format!("output \"services\" {{ value = {{ {} }} }}\n", names.join(", "));
        let services: String = services.iter().map(ServiceBlock::hcl).collect();
        self.world.write("project/terraform/main.tf", &[ROOT, cluster, &services, &output].concat());
    }

    /// Lets the registry have an image, and applies its tag.
    pub(crate) fn release(&self, tag: &str) -> RunResult {
        push_image(&self.world, "worker", tag);
        self.apply(tag)
    }

    /// Where programs are looked for, the machine's own included.
    pub(crate) fn path(&self) -> String {
        format!("{}:/usr/bin:/bin", self.world.path("bin").display())
    }

    /// Applies a tag.
    pub(crate) fn apply(&self, tag: &str) -> RunResult {
        self.deploy(&["apply", "--env", "dev", "--tag", tag, "--yes", "--poll-interval", "20ms"])
    }

    pub(crate) fn deploy(&self, args: &[&str]) -> RunResult {
        self.invocation(args).run()
    }

    /// A run that can still be changed.
    pub(crate) fn invocation(&self, args: &[&str]) -> Invocation<'_> {
        let mut run = self.world.invocation(args);
        for name in ["TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"] {
            if let Some(value) = provided_variable(name) {
                run = run.env(name, &value);
            }
        }
        run
    }
}
