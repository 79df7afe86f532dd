//! Asking before something is changed. Who cannot be asked and has not said yes has said no.
//!
//! A protected environment takes no "yes" but its own name: typed on the terminal, or given beforehand.

use std::fmt;
use std::io;
use std::sync::Arc;

use crate::context::Interrupt;
use crate::error::{Failure, Hint, Kind, Setting};
use crate::project::EnvironmentConfig;
use crate::types::EnvName;

type Question = dyn Fn(&str) -> io::Result<String> + Send + Sync;

/// There is no consent.
#[derive(Debug, thiserror::Error)]
enum Error {
    /// Consent is needed, and there is no terminal.
    #[error("confirmation needed, but there is no terminal to ask on")]
    NobodyToAsk,
    /// The environment is protected, and its name was not given.
    #[error("the environment `{0}` is protected, and its name is needed to confirm")]
    NameNeeded(EnvName),
    /// The name of another environment was given.
    #[error("`{confirmed}` was confirmed, but the environment is `{environment}`")]
    OtherName { confirmed: EnvName, environment: EnvName },
    /// The user said no.
    #[error("not confirmed")]
    Declined,
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        Kind::Refused
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::NobodyToAsk => vec![Hint::set(Setting::Yes, "pass {}")],
            Self::NameNeeded(environment) | Self::OtherName { environment, .. } => {
                vec![Hint::set(
                    Setting::Confirm,
                    format!("if this is what you want, pass {{}} {environment}"),
                )]
            }
            Self::Declined => Vec::new(),
        }
    }
}

/// How the user's consent is obtained.
#[derive(Clone)]
pub enum Consent {
    /// It was given beforehand.
    Given,
    /// It was given beforehand for the environment of this name.
    Confirmed(EnvName),
    /// Nobody is there to be asked.
    Impossible,
    /// By asking: the question in, the answer out. It may block.
    Ask(Arc<Question>),
}

impl Consent {
    /// Refuses at once what could only be refused later: nobody can be asked, or what was given is not enough.
    pub(crate) fn ensure_possible(&self, environment: &EnvironmentConfig) -> Result<(), crate::Error> {
        let name = &environment.name;
        match self {
            Self::Confirmed(confirmed) if confirmed != name => {
                Err(Error::OtherName { confirmed: confirmed.clone(), environment: name.clone() }.into())
            }
            Self::Given | Self::Impossible if environment.settings.protected => {
                Err(Error::NameNeeded(name.clone()).into())
            }
            Self::Impossible => Err(Error::NobodyToAsk.into()),
            Self::Given | Self::Confirmed(_) | Self::Ask(_) => Ok(()),
        }
    }

    /// Whether the user is asked, and so sees what the question is about.
    pub(crate) fn is_asked(&self) -> bool {
        matches!(self, Self::Ask(_))
    }

    /// Whether it was given to whatever may come, or to nothing.
    pub(crate) fn is_general(&self) -> bool {
        matches!(self, Self::Given | Self::Impossible)
    }

    /// Asks, unless consent was given. Only `yes` (or `y`) is one; for a protected environment only its name.
    pub(crate) async fn obtain(
        &self,
        environment: &EnvironmentConfig,
        question: &str,
        interrupt: &Interrupt,
    ) -> Result<(), crate::Error> {
        if environment.settings.protected {
            return self.obtain_name(environment, question, interrupt).await;
        }
        self.answer(environment, &format!("{question} [yes/no]"), &["y", "yes"], interrupt).await
    }

    /// Asks for the environment's name to be typed, unless consent was given.
    pub(crate) async fn obtain_name(
        &self,
        environment: &EnvironmentConfig,
        question: &str,
        interrupt: &Interrupt,
    ) -> Result<(), crate::Error> {
        let question = format!("{question} Type the environment's name to continue:");
        self.answer(environment, &question, &[environment.name.as_str()], interrupt).await
    }

    async fn answer(
        &self,
        environment: &EnvironmentConfig,
        question: &str,
        accepted: &[&str],
        interrupt: &Interrupt,
    ) -> Result<(), crate::Error> {
        interrupt.check()?;
        self.ensure_possible(environment)?;
        let Self::Ask(ask) = self else { return Ok(()) };
        let (ask, question) = (Arc::clone(ask), question.to_owned());
        let asking = tokio::task::spawn_blocking(move || ask(&question));
        let answer = tokio::select! {
            answer = asking => answer.unwrap_or_else(|error| Err(io::Error::other(error))),
            interrupted = interrupt.requested() => return Err(interrupted.into()),
        };
        match answer {
            Ok(answer)
                if accepted.contains(&answer.to_lowercase().as_str())
                    || accepted.contains(&answer.as_str()) =>
            {
                Ok(())
            }
            _ => Err(Error::Declined.into()),
        }
    }
}

impl fmt::Debug for Consent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Given => "Given",
            Self::Confirmed(_) => "Confirmed",
            Self::Impossible => "Impossible",
            Self::Ask(_) => "Ask",
        })
    }
}
