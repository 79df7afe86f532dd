//! Asking before something is changed. Who cannot be asked and has not said yes has said no.

use std::fmt;
use std::io;
use std::sync::Arc;

use crate::context::Interrupt;
use crate::error::{Failure, Hint, Kind, Setting};

type Question = dyn Fn(&str) -> io::Result<String> + Send + Sync;

/// There is no consent.
#[derive(Debug, thiserror::Error)]
enum Error {
    /// Consent is needed, and there is no terminal.
    #[error("confirmation needed, but there is no terminal to ask on")]
    NobodyToAsk,
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
            Self::Declined => Vec::new(),
        }
    }
}

/// How the user's consent is obtained.
#[derive(Clone)]
pub enum Consent {
    /// It was given beforehand (`--yes`).
    Given,
    /// Nobody is there to be asked.
    Impossible,
    /// By asking: the question in, the answer out. It may block.
    Ask(Arc<Question>),
}

impl Consent {
    /// Refuses at once what could only be refused later: nobody can be asked.
    pub(crate) fn ensure_possible(&self) -> Result<(), crate::Error> {
        match self {
            Self::Impossible => Err(Error::NobodyToAsk.into()),
            Self::Given | Self::Ask(_) => Ok(()),
        }
    }

    /// Asks, unless consent was given. Only `yes` (or `y`) is one.
    pub(crate) async fn obtain(&self, question: &str, interrupt: &Interrupt) -> Result<(), crate::Error> {
        self.answer(question, &["y", "yes"], interrupt).await
    }

    /// Asks for a word to be typed, unless consent was given.
    pub(crate) async fn obtain_typed(
        &self,
        question: &str,
        word: &str,
        interrupt: &Interrupt,
    ) -> Result<(), crate::Error> {
        self.answer(question, &[word], interrupt).await
    }

    async fn answer(
        &self,
        question: &str,
        accepted: &[&str],
        interrupt: &Interrupt,
    ) -> Result<(), crate::Error> {
        interrupt.check()?;
        self.ensure_possible()?;
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
            Self::Impossible => "Impossible",
            Self::Ask(_) => "Ask",
        })
    }
}
