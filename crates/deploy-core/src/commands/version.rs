//! `deploy version`: the programs that would be used. A missing one is part of the answer.

use crate::compose::Compose;
use crate::docker::Engine;
use crate::error::Error;
use crate::session::Session;
use crate::terraform::version;

/// The versions of what is used, or why it cannot be used.
#[derive(Debug)]
pub struct Versions {
    /// Terraform: `terraform 1.11.4`.
    pub terraform: Result<String, Error>,
    /// Compose: `docker compose 2.26.1` or `docker-compose 1.29.2`.
    pub compose: Result<String, Error>,
    /// The Docker engine: `docker engine 20.10.24`.
    pub engine: Result<String, Error>,
}

/// Asks each program.
pub async fn versions(session: &Session) -> Versions {
    let config = session.project.config();
    let context = &session.context;
    let terraform = async {
        let program = config.terraform.program.as_deref().unwrap_or("terraform");
        Ok(format!("{program} {}", version::installed(program, context).await?))
    };
    let compose = async { Ok(Compose::find(config.build.program.as_deref(), context).await?.version()) };
    let engine = async {
        let engine = Engine::connect(context).await?;
        Ok(format!("docker engine {}", engine.version().await?))
    };
    let (terraform, compose, engine) = tokio::join!(terraform, compose, engine);
    Versions { terraform, compose, engine }
}
