//! The judgement of a rollout: a pure function of what the polls show, one after the other.
//!
//! What a reader would get wrong: the first polls after a change may still show only what was before (ECS is
//! eventually consistent), so that "our deployment is not there" means nothing at first, and everything once it has
//! been seen. And a deployment that failed is not the end: ECS may roll back, which has an end of its own.

use super::service::{Baseline, Deployment, Rollout, Service, names, short};
use super::verdict::{Outcome, Verdict};

/// How many polls in a row may lack what must come: a new deployment, a service just made.
const PATIENCE: u32 = 30;
/// How many polls in a row may lack the rollback of a deployment that failed: ECS does not roll back where nothing was
/// ever complete (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html>).
const ROLLBACK_PATIENCE: u32 = 10;
/// How many polls in a row must show an unchanged deployment after a change that need not make a new one.
const SETTLED: u32 = 3;

/// Which deployment is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The one with this id: ECS named it when it accepted the update.
    Deployment(String),
    /// The one that rolls out this task definition: Terraform made it, and does not say its id.
    TaskDefinition {
        /// The task definition as Terraform has it: its ARN, `family:revision`, or the family alone.
        arn: String,
        /// Whether Terraform changed the service in this run.
        changed: bool,
    },
}

/// What a look at the service tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    /// It goes on.
    Wait,
    /// Our deployment was displaced: ask what became of it, then [`Judge::explain`].
    Displaced,
    /// It is over.
    Ended(Verdict),
}

/// What `DescribeServiceDeployments` says of the service deployment that was current while ours was primary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) status: String,
    pub(super) reason: Option<String>,
}

/// Judges one rollout.
#[derive(Clone, Debug)]
pub(super) struct Judge {
    aim: Aim,
    before: Baseline,
    ours: Option<String>,
    seen: bool,
    waited: u32,
    settled: u32,
    /// Why ours failed, once it has; from then on the rollback is followed.
    failed: Option<String>,
    /// The service deployment that was current while ours was primary and in progress.
    service_deployment: Option<String>,
}

impl Judge {
    pub(super) fn new(aim: Aim, before: Baseline) -> Self {
        let ours = match &aim {
            Aim::Deployment(id) => Some(id.clone()),
            Aim::TaskDefinition { .. } => None,
        };
        Self { aim, before, ours, seen: false, waited: 0, settled: 0, failed: None, service_deployment: None }
    }

    /// The id of our deployment, once it is known.
    pub(super) fn ours(&self) -> Option<&str> {
        self.ours.as_deref()
    }

    pub(super) fn service_deployment(&self) -> Option<&str> {
        self.service_deployment.as_deref()
    }

    /// Looks at the service; `None` means that ECS says it has no such service.
    pub(super) fn look(&mut self, service: Option<&Service>) -> Judgement {
        let Some(service) = service else {
            let gone = Verdict::because(Outcome::Gone, "ECS has no such service");
            return self.wait_or(PATIENCE, Judgement::Ended(gone));
        };
        if service.status != "ACTIVE" {
            let reason = format!("its status is {}", service.status);
            return Judgement::Ended(Verdict::because(Outcome::Gone, reason));
        }
        if self.failed.is_some() {
            return self.follow_rollback(service);
        }
        if self.ours.is_none() {
            self.adopt(service);
        }
        let Some(ours) = self.ours.clone() else {
            return self.wait_or(PATIENCE, Judgement::Displaced);
        };
        match service.deployment(&ours) {
            Some(deployment) => {
                self.seen = true;
                self.waited = 0;
                self.look_at(service, deployment)
            }
            None if self.seen => Judgement::Displaced,
            None => self.wait_or(PATIENCE, Judgement::Displaced),
        }
    }

    fn look_at(&mut self, service: &Service, ours: &Deployment) -> Judgement {
        match (ours.rollout, ours.primary) {
            (Some(Rollout::Failed), _) => {
                self.failed = Some(ours.reason.clone().unwrap_or_else(|| "ECS gives no reason".to_owned()));
                self.follow_rollback(service)
            }
            (Some(Rollout::Completed), true) => Judgement::Ended(Verdict::bare(Outcome::Completed)),
            (Some(Rollout::Completed), false) => {
                Judgement::Ended(Verdict::because(Outcome::Completed, "another deployment has begun since"))
            }
            (None, true)
                if service.deployments.len() == 1 && ours.running == ours.desired && ours.pending == 0 =>
            {
                Judgement::Ended(Verdict::bare(Outcome::Completed))
            }
            (Some(Rollout::InProgress) | None, true) => {
                self.service_deployment.clone_from(&service.service_deployment);
                Judgement::Wait
            }
            (Some(Rollout::InProgress) | None, false) => Judgement::Displaced,
        }
    }

    /// Finds the deployment that rolls out our task definition, if it shows yet.
    fn adopt(&mut self, service: &Service) {
        let Aim::TaskDefinition { arn, changed } = &self.aim else { return };
        let is_new = |id: &str| self.before.primary.as_deref() != Some(id);
        let fits = |deployment: &&Deployment| names(arn, &deployment.task_definition);
        let primary = service.primary().filter(fits);
        if let Some(primary) = primary
            && !is_new(&primary.id)
            && *changed
        {
            // Either the change made no new deployment (a count, a tag), or the new one does not show yet.
            self.settled += 1;
            if self.settled < SETTLED {
                return;
            }
        }
        let displaced = service.deployments.iter().filter(fits).find(|deployment| is_new(&deployment.id));
        self.ours = primary.or(displaced).map(|deployment| deployment.id.clone());
    }

    /// Ours has failed. It is over when what ran before runs again, or when nothing rolls it back.
    fn follow_rollback(&mut self, service: &Service) -> Judgement {
        let reason = self.failed.clone();
        let other = service.primary().filter(|primary| Some(primary.id.as_str()) != self.ours());
        match other {
            None if service.rolls_back && self.before.primary.is_some() => self
                .wait_or(ROLLBACK_PATIENCE, Judgement::Ended(Verdict { outcome: Outcome::Failed, reason })),
            None => Judgement::Ended(Verdict { outcome: Outcome::Failed, reason }),
            Some(other) => {
                let to = Some(short(&other.task_definition).to_owned());
                match other.rollout {
                    Some(Rollout::InProgress) => Judgement::Wait,
                    None if other.running != other.desired => Judgement::Wait,
                    state => {
                        let finished = state != Some(Rollout::Failed);
                        Judgement::Ended(Verdict { outcome: Outcome::RolledBack { to, finished }, reason })
                    }
                }
            }
        }
    }

    /// What became of our deployment, which is no longer what the service is to have.
    pub(super) fn explain(&mut self, service: &Service, fate: Option<&Fate>) -> Judgement {
        let ours = self.ours.clone().unwrap_or_default();
        let said = |words: &str| {
            let about_ours = |text: &&String| text.contains(&ours) && text.contains(words);
            service.events.iter().map(|(_, text)| text).find(about_ours).cloned()
        };
        let status = fate.map_or("", |fate| fate.status.as_str());
        let reason = fate.and_then(|fate| fate.reason.clone());
        if !ours.is_empty() && said("deployment completed").is_some() {
            return Judgement::Ended(Verdict::because(
                Outcome::Completed,
                "another deployment has begun since",
            ));
        }
        let failed = if ours.is_empty() { None } else { said("deployment failed") };
        if status.starts_with("ROLLBACK") || failed.is_some() || service.is_rolling_back() {
            let decided = service.primary().and_then(|primary| primary.reason.clone());
            self.failed =
                Some(reason.or(failed).or(decided).unwrap_or_else(|| "ECS gives no reason".to_owned()));
            return self.follow_rollback(service);
        }
        Judgement::Ended(self.displaced(service, fate))
    }

    /// Neither complete nor rolled back: somebody else's doing, or nothing that we could see.
    fn displaced(&self, service: &Service, fate: Option<&Fate>) -> Verdict {
        let reason = fate.and_then(|fate| fate.reason.clone());
        let other = service.primary().filter(|primary| Some(primary.id.as_str()) != self.ours());
        let newer =
            |other: &Deployment| self.before.primary.as_ref().is_some_and(|before| *before != other.id);
        match other {
            Some(other) if self.seen || (self.ours.is_none() && newer(other)) => {
                Verdict { outcome: Outcome::Superseded { by: other.id.clone() }, reason }
            }
            Some(other) => {
                let reason = format!("the new deployment never appeared: {} is the primary one", other.id);
                Verdict::because(Outcome::Unobserved, reason)
            }
            None if fate.is_some_and(|fate| fate.status.starts_with("STOP")) => {
                Verdict { outcome: Outcome::Stopped, reason }
            }
            None => Verdict::because(Outcome::Unobserved, "ECS shows no other deployment in its place"),
        }
    }

    /// The verdict when the time has run out.
    pub(super) fn out_of_time(&self, service: Option<&Service>) -> Verdict {
        if let Some(reason) = &self.failed {
            let to =
                service.and_then(Service::primary).map(|primary| short(&primary.task_definition).to_owned());
            return Verdict::because(Outcome::RolledBack { to, finished: false }, reason.clone());
        }
        let ours = self.ours.as_ref().and_then(|id| service?.deployment(id));
        let counts = ours
            .map(|ours| format!("{} of {} tasks run, {} failed", ours.running, ours.desired, ours.failed));
        Verdict { outcome: Outcome::TimedOut, reason: counts }
    }

    /// Waits for what must come, but not for ever.
    fn wait_or(&mut self, patience: u32, otherwise: Judgement) -> Judgement {
        self.waited += 1;
        if self.waited > patience { otherwise } else { Judgement::Wait }
    }
}
