//! A rollout that is complete, as ECS says, while what runs is looked at.

use super::verify::Verified;
use crate::event::{RolloutOutcome, RolloutResult};

/// How a rollout will have ended, once what runs is right. Its reason is what is still missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Completion(Option<RolloutOutcome>);

impl Completion {
    /// ECS says that the rollout is complete.
    pub(crate) fn reached(&mut self, outcome: RolloutOutcome) {
        self.0 = Some(outcome);
    }

    /// What runs was looked at; the outcome, if that is the end.
    pub(crate) fn verified(&mut self, verified: Verified) -> Option<RolloutOutcome> {
        let completed = self.0.take()?;
        match verified {
            Verified::Right => Some(completed),
            Verified::Wrong(outcome) => Some(outcome),
            Verified::NotYet(missing) => {
                self.0 = Some(RolloutOutcome::because(completed.result, missing));
                None
            }
        }
    }

    /// The outcome where something is still missing when the time-out has passed.
    pub(crate) fn out_of_time(&self) -> Option<RolloutOutcome> {
        let RolloutOutcome { result, reason } = self.0.as_ref()?;
        let missing = reason.as_ref()?;
        Some(RolloutOutcome::because(RolloutResult::TimedOut, format!("{result}, but {missing}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(what: &str) -> Verified {
        Verified::NotYet(what.to_owned())
    }

    #[test]
    fn what_is_missing_is_waited_for() {
        let mut completion = Completion::default();
        for what in
            ["target 10.0.0.1:80 is not healthy yet", "target 10.0.0.1:80 is unhealthy: Request timed out"]
        {
            completion.reached(RolloutOutcome::bare(RolloutResult::Completed));
            assert_eq!(completion.verified(missing(what)), None);
        }
        let late = completion.out_of_time().unwrap();
        assert_eq!(late.result, RolloutResult::TimedOut);
        let reason = "completed, but target 10.0.0.1:80 is unhealthy: Request timed out";
        assert_eq!(late.reason.as_deref(), Some(reason));
        completion.reached(RolloutOutcome::bare(RolloutResult::Completed));
        let right = completion.verified(Verified::Right);
        assert_eq!(right, Some(RolloutOutcome::bare(RolloutResult::Completed)));
        assert_eq!(completion.out_of_time(), None, "it has ended");
    }

    #[test]
    fn what_is_wrong_is_the_outcome() {
        let mut completion = Completion::default();
        completion.reached(RolloutOutcome::bare(RolloutResult::Completed));
        let wrong = RolloutOutcome::because(RolloutResult::NotAsApplied, "another digest");
        assert_eq!(completion.verified(Verified::Wrong(wrong.clone())), Some(wrong));
    }
}
