//! Services that keep their task definition although its tag means another image now: ECS goes on running the image that
//! it pinned when the deployment began
//! (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html>).

use crate::aws::Aws;
use crate::aws::ecs::rollout::{Baseline, RolloutTarget, TargetDeployment, moved_tag};
use crate::aws::ecs::service;
use crate::error::Error;
use crate::event::EventKind;
use crate::session::Session;

/// Forces a new deployment of each of them, and lets that be followed.
pub(super) async fn redeploy(
    session: &Session,
    aws: &Aws,
    targets: &mut [RolloutTarget],
) -> Result<(), Error> {
    for target in targets.iter_mut().filter(|target| is_unchanged(target)) {
        let ecs = target.cluster.ecs(aws);
        let Some(reason) = moved_tag(&ecs, target).await? else { continue };
        session.context.interrupt.check()?;
        session.context.events.note(format!("{}: redeploying, because {reason}", target.service));
        let new = service::force_deployment(&ecs, &target.cluster.name, &target.service).await?;
        session.emit(EventKind::DeploymentForced { service: target.service.clone() });
        target.baseline = Baseline::before(&new.service, &new.id);
        target.deployment = TargetDeployment::Id(new.id);
    }
    Ok(())
}

fn is_unchanged(target: &RolloutTarget) -> bool {
    matches!(target.deployment, TargetDeployment::TaskDefinition { changed: false, .. })
}
