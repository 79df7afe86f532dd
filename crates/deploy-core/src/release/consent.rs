//! Asking before something is changed. Who cannot be asked and has not said yes has said no.

use std::fmt;
use std::io;
use std::sync::Arc;

use super::error::Error;
use crate::context::Interrupt;

type Question = dyn Fn(&str) -> io::Result<String> + Send + Sync;

/// How the user's consent is had.
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
    pub(super) fn can_be_had(&self) -> Result<(), Error> {
        match self {
            Self::Impossible => Err(Error::NobodyToAsk),
            Self::Given | Self::Ask(_) => Ok(()),
        }
    }

    /// Asks, unless consent was given. Only `yes` (or `y`) is one.
    pub(super) async fn get(&self, question: &str, interrupt: &Interrupt) -> Result<(), crate::Error> {
        self.answer(question, &["y", "yes"], interrupt).await
    }

    /// Asks for a word to be typed, unless consent was given.
    pub(super) async fn get_typed(
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
        self.can_be_had()?;
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
