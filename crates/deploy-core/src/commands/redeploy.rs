//! `deploy redeploy`: forces new deployments of services, and follows each by the id that ECS gave it.

use futures_util::{StreamExt, stream};

use crate::aws::Aws;
use crate::aws::ecs::Error as EcsError;
use crate::aws::ecs::rollout::{Baseline, Expected, RolloutTarget, TargetDeployment};
use crate::aws::ecs::service::{self, NewDeployment};
use crate::error::Error;
use crate::event::{EventKind, RolloutResult, Step};
use crate::project::EnvironmentConfig;
use crate::session::Session;
use crate::steps::environment::{self, Access};
use crate::steps::rollout::{self, Follow};
use crate::steps::runs::{self, Run, lock};
use crate::steps::services::{self, ServicePlace, Services};
use crate::types::{Activity, TaskDefinitionRef};

/// How many updates are under way at the same time; ECS's bucket for such calls is small.
const AT_ONCE: usize = 8;
const COMMAND: &str = "redeploy";

/// What to redeploy, and whether to follow the rollout.
#[derive(Clone, Debug, Default)]
pub struct RedeployRequest {
    /// Labels of the `services` output; none means all.
    pub services: Vec<String>,
    /// How to follow the rollout, if at all.
    pub follow: Option<Follow>,
}

/// What was redeployed.
#[derive(Clone, Debug)]
pub struct Redeployed {
    /// `CLUSTER/SERVICE (FAMILY:REVISION)`, in the order of their labels. Which tag that is, a service does not say: after a
    /// rollback it is not the one that Terraform applied last.
    pub services: Vec<String>,
    /// The stage of a rollout that was waited for, and which continues.
    pub continues: Option<RolloutResult>,
}

/// Forces new deployments, and follows each by the id that ECS gave it.
pub async fn redeploy(
    session: &Session,
    config: &EnvironmentConfig,
    request: RedeployRequest,
) -> Result<Redeployed, Error> {
    environment::announce(session, config);
    let environment = environment::open(session, config, Access::Read).await?;
    let services = services::select(&environment, &request.services, COMMAND).await?;
    let aws = environment.aws().await?;
    for (cluster, names) in services.by_cluster() {
        service::require_all(&cluster.ecs(aws), &cluster.name, &names).await?;
    }

    let run = Run::new(session, &environment, COMMAND).await?;
    let redeploying = async |_| runs::record(&run, redeploy_all(&run, &services, request.follow)).await;
    lock::hold(&run, Activity::Redeploying, redeploying).await
}

async fn redeploy_all(
    run: &Run<'_>,
    services: &Services,
    follow: Option<Follow>,
) -> Result<Redeployed, Error> {
    let Run { session, environment, .. } = run;
    let aws = environment.aws().await?;
    run.begin(Activity::Redeploying).await?;
    let about = services.names().join(", ");
    let Forced { targets, names, refused } =
        session.step(Step::Redeploy, about, force_all(session, aws, services)).await?;
    let followed = match follow {
        Some(follow) if !targets.is_empty() => {
            run.enter(Activity::Following).await;
            rollout::follow(session, aws, targets, &follow.settings(&environment.config)).await
        }
        _ => Ok(None),
    };
    refused.map_or(Ok(()), Err)?; // one that was refused did not keep the others from being followed
    followed.map(|continues| Redeployed { services: names, continues })
}

/// What ECS accepted, and the first refusal.
#[derive(Default)]
struct Forced {
    targets: Vec<RolloutTarget>,
    names: Vec<String>,
    refused: Option<Error>,
}

/// One that is refused does not keep the others from being redeployed: half a redeployment is reported whole.
async fn force_all(session: &Session, aws: &Aws, services: &Services) -> Result<Forced, Error> {
    let answers: Vec<_> = stream::iter(services.by_label.values().cloned())
        .map(|place| async move {
            let forced = force(session, aws, &place).await;
            (place, forced)
        })
        .buffered(AT_ONCE)
        .collect()
        .await;
    let mut forced = Forced::default();
    for (place, answer) in answers {
        match answer {
            Ok(new) => {
                let definition = new.service.primary().map(|primary| &primary.task_definition);
                forced.names.push(name(&place, definition));
                forced.targets.push(target(place, new));
            }
            Err(error) if forced.refused.is_none() => forced.refused = Some(error.into()),
            Err(error) => {
                session.context.events.warn(format!("`{}`: {}", place.name, Error::from(error)), None);
            }
        }
    }
    Ok(forced)
}

async fn force(session: &Session, aws: &Aws, place: &ServicePlace) -> Result<NewDeployment, EcsError> {
    session.context.interrupt.check()?;
    let ServicePlace { cluster, name } = place;
    let forced = service::force_deployment(&cluster.ecs(aws), &cluster.name, name).await?;
    session.emit(EventKind::DeploymentForced { service: name.clone() });
    Ok(forced)
}

fn name(place: &ServicePlace, definition: Option<&TaskDefinitionRef>) -> String {
    let ServicePlace { cluster, name } = place;
    let definition = definition.map(ToString::to_string).unwrap_or_default();
    let cluster = cluster.name.rsplit('/').next().unwrap_or_default();
    format!("{cluster}/{name} ({definition})")
}

fn target(place: ServicePlace, new: NewDeployment) -> RolloutTarget {
    RolloutTarget {
        cluster: place.cluster,
        service: place.name,
        baseline: Baseline::before(&new.service, &new.id),
        deployment: TargetDeployment::Id(new.id),
        expected: Expected::Anything,
    }
}
