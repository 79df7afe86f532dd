//! `deploy tf`: Terraform itself, in the right workspace and with the right var-files.

use std::ffi::OsString;

use crate::error::Error;
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::steps::runs::{Run, RunVerdict, lock};
use crate::steps::{Error as StepsError, tag};
use crate::terraform::passthrough::{self, Effect};
use crate::types::{Activity, Tag};

/// A protected environment is read freely, changed only with consent, and never destroyed.
async fn require_consent(
    session: &Session,
    config: &EnvironmentConfig,
    args: &[OsString],
) -> Result<(), Error> {
    match Effect::of(args) {
        Effect::Reads => Ok(()),
        Effect::Destroys => Err(StepsError::Protected(config.name.clone()).into()),
        Effect::Writes => {
            let words = args.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
            let question = format!("Run `terraform {words}` in {}?", config.name);
            session.consent.obtain(config, &question, &session.context.interrupt).await
        }
    }
}

/// Terraform's own exit code is no error of ours.
fn verdict(code: &Result<i32, Error>) -> RunVerdict {
    match code {
        Ok(1..) => RunVerdict::Failed,
        other => RunVerdict::of(other),
    }
}

/// Runs Terraform with our own streams and returns its exit code. `interactive` says whether it reads a terminal.
pub async fn tf(
    session: &Session,
    config: &EnvironmentConfig,
    tag: Option<Tag>,
    args: &[OsString],
    interactive: bool,
) -> Result<i32, Error> {
    environment::announce(session, config);
    if config.settings.protected {
        require_consent(session, config, args).await?;
    }
    if passthrough::needs_no_environment(args) {
        let environment = environment::authenticated(session, config, Access::Read).await?;
        return Ok(passthrough::run(&environment.terraform, None, args, interactive).await?.code());
    }
    let environment = environment::open(session, config, Access::Read).await?;
    let tag = if passthrough::takes_variables(args) {
        Some(tag::for_state(session, &environment, tag).await?)
    } else {
        None
    };
    let running = async || {
        let exit = passthrough::run(&environment.terraform, tag.as_ref(), args, interactive).await?;
        Ok::<_, Error>(exit.code())
    };
    if !passthrough::needs_lock(args) {
        return running().await;
    }
    let run = Run::new(session, &environment, &format!("tf {}", passthrough::name(args))).await?;
    let held = async |_| {
        run.begin(Activity::Applying).await?;
        let code = running().await;
        run.end(verdict(&code)).await;
        code
    };
    lock::hold(&run, Activity::Applying, held).await
}
