//! What a run did, summed up from its events: the result in JSON, and the line that says what is now true.
//!
//! It is complete for as far as the run came, whether that ended well or not: nothing is added at the end.

use std::fmt;

use serde::Serialize;

use crate::event::{Fact, Step};
use crate::image::{Digest, EnvName, ImageRef, Tag};

/// What a run did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// The environment that it works on.
    pub environment: Option<EnvName>,
    /// The tag that it works with.
    pub tag: Option<Tag>,
    /// ECR repositories that were made.
    pub repositories: Vec<String>,
    /// Images that the registry has.
    pub images: Vec<PushedImage>,
    /// Whether there were changes, once that is known.
    pub changes: Option<bool>,
    /// How many resources Terraform changed.
    pub resources_changed: usize,
    /// The addresses of the ECS services among them.
    pub services_changed: Vec<String>,
    /// Rollouts that were followed.
    pub services: Vec<FollowedService>,
    /// The one-off task that was run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<RanTask>,
    /// The steps that ended, with their time.
    pub steps: Vec<FinishedStep>,
}

/// An image that the registry has.
#[derive(Clone, Debug, Serialize)]
pub struct PushedImage {
    /// Its name.
    pub image: ImageRef,
    /// Its digest in the registry.
    pub digest: Digest,
    /// Whether it was there before.
    pub already_there: bool,
}

/// A rollout that was followed.
#[derive(Clone, Debug, Serialize)]
pub struct FollowedService {
    /// The service's name.
    pub service: String,
    /// Its deployment's id.
    pub deployment: Option<String>,
    /// The task definition, `family:revision`.
    pub task_definition: Option<String>,
    /// How it ended; nothing while it goes on.
    pub verdict: Option<&'static str>,
    /// Why.
    pub reason: Option<String>,
}

/// A one-off task that was run.
#[derive(Clone, Debug, Serialize)]
pub struct RanTask {
    /// Its ARN.
    pub arn: String,
    /// Whether ECS was asked to stop it.
    pub stop_asked: bool,
    /// Whether it is over.
    pub ended: bool,
    /// Its container's exit code, if that ever ran.
    pub exit_code: Option<i32>,
}

impl fmt::Display for RanTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { arn, .. } = self;
        match (self.ended, self.stop_asked, self.exit_code) {
            (true, true, _) => write!(f, "the task {arn} was stopped"),
            (true, false, Some(code)) => write!(f, "the task {arn} ended with exit code {code}"),
            (true, false, None) => write!(f, "the task {arn} is over and never ran"),
            (false, true, _) => write!(f, "the task {arn} is being stopped"),
            (false, false, _) => write!(f, "the task {arn} goes on in ECS"),
        }
    }
}

/// A step that ended.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct FinishedStep {
    /// Which.
    pub step: Step,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

impl Report {
    /// Takes note of a fact.
    pub fn record(&mut self, fact: &Fact) {
        match fact {
            Fact::EnvironmentChosen { environment } => self.environment = Some(environment.clone()),
            Fact::TagChosen { tag, .. } => self.tag = Some(tag.clone()),
            Fact::RepositoryCreated { repository } => self.repositories.push(repository.clone()),
            Fact::ImagePushed { image, digest, already_there } => self.images.push(PushedImage {
                image: image.clone(),
                digest: digest.clone(),
                already_there: *already_there,
            }),
            Fact::Planned { changes } => self.changes = Some(*changes),
            Fact::ResourceChanged { address, action, .. } => {
                self.resources_changed += 1;
                if action != "delete" && address.split('.').any(|part| part == "aws_ecs_service") {
                    self.services_changed.push(address.clone());
                }
            }
            Fact::StepFinished { step, millis } => {
                self.steps.push(FinishedStep { step: *step, millis: *millis });
            }
            Fact::RolloutFollowed { service, deployment, task_definition } => {
                let followed = self.service(service);
                followed.deployment = Some(deployment.clone());
                followed.task_definition = Some(task_definition.clone());
            }
            Fact::RolloutEnded { service, verdict, reason, .. } => {
                let followed = self.service(service);
                followed.verdict = Some(verdict);
                followed.reason.clone_from(reason);
            }
            Fact::TaskStarted { task, .. } => {
                let arn = task.clone();
                self.task = Some(RanTask { arn, stop_asked: false, ended: false, exit_code: None });
            }
            _ => self.record_of_task(fact),
        }
    }

    fn record_of_task(&mut self, fact: &Fact) {
        let Some(task) = &mut self.task else { return };
        match fact {
            Fact::TaskStopAsked { .. } => task.stop_asked = true,
            Fact::TaskEnded { exit_code, .. } => (task.ended, task.exit_code) = (true, *exit_code),
            _ => {}
        }
    }

    fn service(&mut self, name: &str) -> &mut FollowedService {
        let index = self.services.iter().position(|known| known.service == name).unwrap_or_else(|| {
            self.services.push(FollowedService {
                service: name.to_owned(),
                deployment: None,
                task_definition: None,
                verdict: None,
                reason: None,
            });
            self.services.len() - 1
        });
        &mut self.services[index]
    }

    /// Whether anything outside was changed, or a rollout was followed.
    pub fn touched(&self) -> bool {
        let Self { repositories, images, resources_changed, services, task, .. } = self;
        !(repositories.is_empty() && images.is_empty() && services.is_empty())
            || *resources_changed > 0
            || task.is_some()
    }

    /// What is now true outside, for a run that did not end well; people decide by it what to do next.
    pub fn truth(&self) -> Truth<'_> {
        Truth(self)
    }
}

/// What is now true outside, in one line.
#[derive(Debug)]
pub struct Truth<'a>(&'a Report);

impl fmt::Display for Truth<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut facts = Vec::new();
        let Report { repositories, images, resources_changed, services_changed, services, task, .. } = self.0;
        if !repositories.is_empty() {
            facts.push(format!("made the repositories {}", repositories.join(", ")));
        }
        let pushed: Vec<_> = images.iter().map(|pushed| pushed.image.to_string()).collect();
        if !pushed.is_empty() {
            facts.push(format!("the registry has {}", pushed.join(", ")));
        }
        match resources_changed {
            0 => {}
            1 => facts.push("1 resource was changed".to_owned()),
            n => facts.push(format!("{n} resources were changed")),
        }
        if services.is_empty() && !services_changed.is_empty() {
            facts.push(format!(
                "{} may be rolling out, as `deploy status` shows",
                services_changed.join(", ")
            ));
        }
        for service in services {
            facts.push(match service.verdict {
                None | Some("interrupted" | "timed_out") => {
                    format!("the rollout of {} goes on in ECS", service.service)
                }
                Some("unobserved") => format!("the rollout of {} may go on in ECS", service.service),
                Some("completed") => format!("{} is rolled out", service.service),
                Some(verdict) => {
                    format!("the rollout of {} is {}", service.service, verdict.replace('_', " "))
                }
            });
        }
        facts.extend(task.iter().map(ToString::to_string));
        if facts.is_empty() { f.write_str("nothing was changed") } else { f.write_str(&facts.join("; ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_done_is_said_as_such() {
        assert_eq!(Report::default().truth().to_string(), "nothing was changed");
    }

    #[test]
    fn each_thing_done_is_named() {
        let mut report = Report::default();
        let digest: Digest = format!("sha256:{}", "0".repeat(64)).parse().unwrap();
        let image: ImageRef = "localhost:5000/web:1".parse().unwrap();
        report.record(&Fact::ImagePushed { image, digest, already_there: false });
        report.record(&Fact::ResourceChanged { address: "a".into(), action: "update".into(), seconds: 1 });
        report.record(&Fact::RolloutFollowed {
            service: "web".into(),
            deployment: "ecs-svc/1".into(),
            task_definition: "web:2".into(),
        });
        insta::assert_snapshot!(report.truth(), @"the registry has localhost:5000/web:1; 1 resource was changed; the rollout of web goes on in ECS");
    }
}
