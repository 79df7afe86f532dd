//! What is now true outside, in one line, for a run that did not succeed: people decide by it what to do next.

use std::fmt;

use super::report::{FollowedService, Report};
use super::rollout::RolloutResult;

/// What is now true outside, in one line.
#[derive(Debug)]
pub struct Aftermath<'a>(pub &'a Report);

impl fmt::Display for Aftermath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut facts = Vec::new();
        let Report { repositories, images, resources_changed, services_changed, services, task, .. } = self.0;
        let Report { workspace, forced, .. } = self.0;
        if !repositories.is_empty() {
            facts.push(format!("created the repositories {}", repositories.join(", ")));
        }
        facts.extend(workspace.iter().map(|name| format!("created the workspace {name}")));
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
            facts.push(format!("{} may be rolling out in ECS", services_changed.join(", ")));
        }
        let followed = |name: &String| services.iter().any(|service| service.service == *name);
        for service in forced.iter().filter(|service| !followed(service)) {
            facts.push(format!("{service} is rolling out in ECS"));
        }
        for service in services {
            facts.push(after_rollout(service));
        }
        facts.extend(task.iter().map(ToString::to_string));
        if facts.is_empty() { f.write_str("nothing was changed") } else { f.write_str(&facts.join("; ")) }
    }
}

fn after_rollout(FollowedService { service, outcome, .. }: &FollowedService) -> String {
    match outcome.as_ref().map(|outcome| &outcome.result) {
        None
        | Some(RolloutResult::Interrupted | RolloutResult::TimedOut | RolloutResult::StageReached { .. }) => {
            format!("{service} is still rolling out in ECS")
        }
        Some(RolloutResult::Unobserved) => format!("{service} may still be rolling out in ECS"),
        Some(RolloutResult::Completed) => format!("{service} is rolled out"),
        Some(RolloutResult::Failed) => format!("{service} failed"),
        Some(RolloutResult::CrashLoop) => format!("{service} is in a crash loop in ECS"),
        Some(RolloutResult::Gone) => format!("{service} no longer exists"),
        Some(result) => format!("{service} was {}", result.word().replace('_', " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::kind::EventKind;
    use super::*;
    use crate::error::Kind;
    use crate::types::{Digest, TaggedImage};

    #[test]
    fn nothing_done_is_said_as_such() {
        assert_eq!(Aftermath(&Report::default()).to_string(), "nothing was changed");
    }

    #[test]
    fn a_usage_error_after_a_change_is_a_failure() {
        let digest: Digest = format!("sha256:{}", "0".repeat(64)).parse().unwrap();
        let image: TaggedImage = "localhost:5000/web:1".parse().unwrap();
        let pushed = |already_there| EventKind::ImagePushed {
            image: image.clone(),
            digest: digest.clone(),
            already_there,
        };
        let (address, action) = ("a".to_owned(), "update".to_owned());
        let concluded = |event: &EventKind| {
            let mut report = Report::default();
            report.record(event);
            assert_eq!(report.conclude(Kind::Refused).kind(), Kind::Refused);
            report.conclude(Kind::Usage).kind()
        };
        for event in [
            pushed(false),
            EventKind::RepositoryCreated { repository: "web".into() },
            EventKind::WorkspaceCreated { workspace: "dev".parse().unwrap() },
            EventKind::DeploymentForced { service: "web".into() },
            EventKind::ResourceChanging { address: address.clone(), action: action.clone(), seconds: 0 },
            EventKind::ResourceChanged { address, action, seconds: 1 },
        ] {
            assert_eq!(concluded(&event), Kind::Failed, "{event:?}");
        }
        for event in [pushed(true), EventKind::Planned { changes: true }] {
            assert_eq!(concluded(&event), Kind::Usage, "{event:?}");
        }
    }

    #[test]
    fn each_thing_done_is_named() {
        let mut report = Report::default();
        let digest: Digest = format!("sha256:{}", "0".repeat(64)).parse().unwrap();
        let image: TaggedImage = "localhost:5000/web:1".parse().unwrap();
        report.record(&EventKind::ImagePushed { image, digest, already_there: false });
        report.record(&EventKind::ResourceChanged {
            address: "a".into(),
            action: "update".into(),
            seconds: 1,
        });
        report.record(&EventKind::RolloutFollowed {
            service: "web".into(),
            deployment: "ecs-svc/1".into(),
            task_definition: "web:2".into(),
            new: true,
        });
        insta::assert_snapshot!(Aftermath(&report), @"the registry has localhost:5000/web:1; 1 resource was changed; web is still rolling out in ECS");
    }
}
