//! `deploy version`: what would be used. A missing tool is part of the answer.

use crate::build::Compose;
use crate::registry::Engine;
use crate::terraform::Terraform;

use super::Run;

/// The versions of what is used, or why it cannot be used.
#[derive(Debug)]
pub struct Versions {
    /// Terraform: `terraform 1.11.4`.
    pub terraform: Result<String, crate::Error>,
    /// Compose: `docker compose 2.26.1` or `docker-compose 1.29.2`.
    pub compose: Result<String, crate::Error>,
    /// The Docker engine: `docker engine 20.10.24`.
    pub engine: Result<String, crate::Error>,
}

impl Run {
    /// Asks each tool.
    pub async fn versions(&self) -> Versions {
        let config = self.project.config();
        let terraform = async {
            let program = config.terraform.program.as_deref().unwrap_or("terraform");
            Ok(format!("{program} {}", Terraform::installed(program, &self.context).await?))
        };
        let compose =
            async { Ok(Compose::find(config.build.program.as_deref(), &self.context).await?.version()) };
        let engine = async {
            let engine = Engine::connect(&self.context).await?;
            Ok(format!("docker engine {}", engine.version().await?))
        };
        let (terraform, compose, engine) = tokio::join!(terraform, compose, engine);
        Versions { terraform, compose, engine }
    }
}
