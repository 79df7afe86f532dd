//! `deploy fargate`: a one-off task beside the services, with its log lines and its container's exit code.

use crate::error::Error;
use crate::event::Step;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::steps::one_off_task::task::{self, FargateRequest};
use crate::steps::one_off_task::watch;

/// A task that was run.
#[derive(Clone, Debug)]
pub struct FargateResult {
    /// Its ARN.
    pub task: String,
    /// Its container's exit code; none if it was not waited for.
    pub exit_code: Option<i32>,
}

/// Runs a one-off task. Everything that can be checked before is checked before.
pub async fn fargate(
    session: &Session,
    config: &EnvironmentConfig,
    request: FargateRequest,
) -> Result<FargateResult, Error> {
    environment::announce(session, config);
    let environment = environment::open(session, config, Access::Read).await?;
    let job = task::find(session, &environment, &request).await?;
    let running = async {
        let task = task::start(session, &job).await?;
        let exit_code =
            if request.detach { None } else { Some(watch::watch(session, &job, &task, &request).await?) };
        Ok::<_, Error>(FargateResult { task, exit_code })
    };
    session.step(Step::Task, job.about(), running).await
}
