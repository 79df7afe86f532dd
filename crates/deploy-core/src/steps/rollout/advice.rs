//! Telling what would make the next rollouts better, once for all services that it concerns.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::sleep;

use crate::aws::Aws;
use crate::aws::ecs::advice;
use crate::aws::ecs::rollout::Followed;
use crate::event::{Advice, EventKind};
use crate::session::Session;

/// How long the settings of target groups may take to be asked for.
const WITHIN: Duration = Duration::from_secs(10);

/// Reports what would make the next rollouts better. An advice that cannot be given is left out.
pub(crate) async fn report(session: &Session, aws: &Aws, followed: &[Followed]) {
    let mut services: BTreeMap<Advice, Vec<String>> = BTreeMap::new();
    for followed in followed {
        for advice in of(session, aws, followed).await {
            services.entry(advice).or_default().push(followed.target.service.clone());
        }
    }
    for (advice, services) in services {
        session.emit(EventKind::Advised { services, advice });
    }
}

async fn of(session: &Session, aws: &Aws, followed: &Followed) -> Vec<Advice> {
    let mut groups = Vec::new();
    if let Some(service) = followed.service.as_ref().filter(|_| advice::is_slow(followed)) {
        let ecs = followed.target.cluster.ecs(aws);
        groups = tokio::select! {
            settings = advice::settings(&ecs, &service.target_groups) => settings.unwrap_or_default(),
            _ = session.context.interrupt.requested() => Vec::new(),
            () = sleep(WITHIN) => Vec::new(),
        };
    }
    advice::advise(followed, &groups)
}
