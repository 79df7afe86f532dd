//! Following several rollouts at once: one `DescribeServices` for ten services and poll, a verdict for each.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

use super::calls::Ecs;
use super::error::Error;
use super::followed::{Ended, Followed, Target};
use super::judge::Judgement;
use super::service::Service;
use super::verdict::{Outcome, Verdict};
use crate::context::Context;
use crate::event::{Fact, StoppedTasks};

/// Polls that may fail in a row (each after the SDK's own retries) before we say that we cannot see.
const BLIND: u32 = 5;

/// How long and how often to look.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How long a rollout may take.
    pub timeout: Duration,
    /// How often to look; if not given, every 2 s in the first minute, 5 s until the fifth, then 10 s.
    pub every: Option<Duration>,
}

impl Ecs {
    /// Follows rollouts until each has its verdict. Verdicts are told as events as they fall.
    pub async fn follow(&self, targets: Vec<Target>, pace: Pace, context: &Context) -> Vec<Ended> {
        let mut followed: Vec<_> = targets.into_iter().map(Followed::new).collect();
        let start = Instant::now();
        let deadline = start + pace.timeout;
        let mut blind = 0;
        while followed.iter().any(|one| one.ended.is_none()) {
            match self.poll(&mut followed, context).await {
                Ok(()) => blind = 0,
                Err(error) if blind + 1 >= BLIND || !is_passing(&error) => {
                    let reason = crate::Error::from(error).to_string();
                    self.end_all(&mut followed, context, |_| Verdict::because(Outcome::Unobserved, &reason))
                        .await;
                }
                Err(error) => {
                    blind += 1;
                    context
                        .events
                        .warn(crate::Error::from(error).to_string(), Some("trying again".to_owned()));
                }
            }
            if Instant::now() >= deadline {
                self.end_all(&mut followed, context, |one| one.judge.out_of_time(one.last.as_ref())).await;
            }
            if followed.iter().all(|one| one.ended.is_some()) {
                break;
            }
            tokio::select! {
                () = sleep(pace.interval(start.elapsed())) => {}
                () = sleep_until(deadline) => {}
                _ = context.interrupt.requested() => {
                    self.end_all(&mut followed, context, |_| Verdict::bare(Outcome::Interrupted)).await;
                }
            }
        }
        followed.into_iter().filter_map(Followed::into_ended).collect()
    }

    async fn poll(&self, followed: &mut [Followed], context: &Context) -> Result<(), Error> {
        let mut clusters: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, one) in followed.iter().enumerate().filter(|(_, one)| one.ended.is_none()) {
            clusters.entry(one.target.cluster.clone()).or_default().push(index);
        }
        for (cluster, indices) in clusters {
            let names: Vec<_> = indices.iter().map(|&index| followed[index].target.service.clone()).collect();
            let services = self.describe(&cluster, &names).await?;
            for (index, service) in indices.into_iter().zip(services) {
                self.judge(&mut followed[index], service, context).await;
            }
        }
        Ok(())
    }

    async fn judge(&self, one: &mut Followed, service: Option<Service>, context: &Context) {
        let mut judgement = one.judge.look(service.as_ref());
        if let (Judgement::Displaced, Some(service)) = (&judgement, &service) {
            let fate = match one.judge.service_deployment() {
                Some(arn) => self.fate(arn).await,
                None => None,
            };
            judgement = one.judge.explain(service, fate.as_ref());
        }
        if let Some(service) = &service {
            one.tell(service, context);
        }
        one.last = service.or(one.last.take());
        if let Judgement::Ended(verdict) = judgement {
            self.end(one, verdict, context).await;
        }
    }

    async fn end_all(
        &self,
        followed: &mut [Followed],
        context: &Context,
        verdict: impl Fn(&Followed) -> Verdict,
    ) {
        for one in followed.iter_mut().filter(|one| one.ended.is_none()) {
            let verdict = verdict(one);
            self.end(one, verdict, context).await;
        }
    }

    async fn end(&self, one: &mut Followed, verdict: Verdict, context: &Context) {
        let ended_well = matches!(verdict.outcome, Outcome::Completed | Outcome::Interrupted);
        let stopped = if ended_well { Vec::new() } else { self.causes(one, context).await };
        let events = if ended_well { Vec::new() } else { one.last_events() };
        context.events.say(Fact::RolloutEnded {
            service: one.target.service.clone(),
            deployment: one.judge.ours().map(str::to_owned),
            verdict: verdict.outcome.word(),
            text: verdict.outcome.to_string(),
            reason: verdict.reason.clone(),
            stopped,
            events,
        });
        one.ended = Some(verdict);
    }

    /// What is known of the failure. That it cannot be asked for does not change the verdict.
    async fn causes(&self, one: &Followed, context: &Context) -> Vec<StoppedTasks> {
        let Some(ours) = one.judge.ours() else { return Vec::new() };
        match self.stopped(&one.target.cluster, &one.target.service, ours).await {
            Ok(stopped) => stopped,
            Err(error) => {
                context.events.warn(crate::Error::from(error).to_string(), None);
                Vec::new()
            }
        }
    }
}

impl Pace {
    fn interval(&self, elapsed: Duration) -> Duration {
        self.every.unwrap_or_else(|| {
            Duration::from_secs(match elapsed.as_secs() {
                0..60 => 2,
                60..300 => 5,
                _ => 10,
            })
        })
    }
}

/// Whether a failed poll may be followed by one that works.
fn is_passing(error: &Error) -> bool {
    matches!(error, Error::Call { source, .. } if source.is_passing())
}
