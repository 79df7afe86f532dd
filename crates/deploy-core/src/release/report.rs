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
    /// Rollouts that were followed.
    pub services: Vec<FollowedService>,
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
            Fact::ResourceChanged { .. } => self.resources_changed += 1,
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
        let Self { repositories, images, resources_changed, services, .. } = self;
        !(repositories.is_empty() && images.is_empty() && services.is_empty()) || *resources_changed > 0
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
        let Report { repositories, images, resources_changed, services, .. } = self.0;
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
        for service in services {
            facts.push(match service.verdict {
                None | Some("interrupted" | "timed_out" | "unobserved") => {
                    format!("the rollout of {} goes on in ECS", service.service)
                }
                Some("completed") => format!("{} is rolled out", service.service),
                Some(verdict) => {
                    format!("the rollout of {} is {}", service.service, verdict.replace('_', " "))
                }
            });
        }
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
