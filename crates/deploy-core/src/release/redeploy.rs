//! `deploy redeploy`: forces new deployments of services, and follows each by the id that ECS gave it.

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};

use crate::aws::Aws;
use crate::ecs::{self, Aim, Ecs, Target};
use crate::event::Step;
use crate::image::EnvName;
use crate::project::Environment;

use super::ready::{Intent, aws_settings};
use super::rollout::Follow;
use super::{Error, Run};

/// How many updates are under way at the same time; ECS's bucket for such calls is small.
const AT_ONCE: usize = 8;
const COMMAND: &str = "redeploy";

/// What to redeploy, and whether to follow the rollout.
#[derive(Clone, Debug, Default)]
pub struct Redeploy {
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
}

impl Run {
    /// Forces new deployments. Whatever was asked for is made sure of before the first.
    pub async fn redeploy(
        &self,
        environment: &Environment,
        request: Redeploy,
    ) -> Result<Redeployed, crate::Error> {
        self.choose(environment);
        let ready = self.ready(environment, Intent::Read).await?;
        let outputs = ready.terraform.outputs(ready.aws.as_ref()).await?;
        let cluster = outputs.get_string("cluster_name", COMMAND)?;
        let known = outputs.get_map("services", COMMAND)?;
        let services = chosen(&request.services, &known, &environment.name)?;
        let aws = match &ready.aws {
            Some(aws) => aws.clone(),
            None => Aws::connect(&aws_settings(environment)).await?,
        };
        Ecs::new(&aws).require(&cluster, &services).await?;
        let about = services.join(", ");
        let (forced, failed) =
            self.step(Step::Redeploy, about, self.force(&aws, &cluster, &services)).await?;
        let (targets, services): (Vec<_>, Vec<_>) = forced.into_iter().unzip();
        let followed = match request.follow {
            Some(follow) if !targets.is_empty() => self.follow(&aws, targets, follow.pace(&ready)).await,
            _ => Ok(()),
        };
        failed.map_or(Ok(()), Err)?;
        followed?;
        Ok(Redeployed { services })
    }

    /// One that fails does not keep the others from being redeployed and followed: half a redeployment is told whole.
    async fn force(
        &self,
        aws: &Aws,
        cluster: &str,
        services: &[String],
    ) -> Result<(Vec<(Target, String)>, Option<crate::Error>), crate::Error> {
        let ecs = Ecs::new(aws);
        let forced: Vec<_> = stream::iter(services)
            .map(|service| {
                let ecs = &ecs;
                async move { (service, self.force_one(ecs, cluster, service).await) }
            })
            .buffered(AT_ONCE)
            .collect()
            .await;
        let mut done = Vec::new();
        let mut failed = None;
        for (service, result) in forced {
            match result {
                Ok(one) => done.push(one),
                Err(error) if failed.is_none() => failed = Some(error.into()),
                Err(error) => {
                    self.context.events.warn(format!("`{service}`: {}", crate::Error::from(error)), None);
                }
            }
        }
        Ok((done, failed))
    }

    /// What to follow, and how to name it with the revision that it runs.
    async fn force_one(
        &self,
        ecs: &Ecs,
        cluster: &str,
        service: &str,
    ) -> Result<(Target, String), ecs::Error> {
        self.context.interrupt.check()?;
        let forced = ecs.redeploy(cluster, service).await?;
        let name = format!("{cluster}/{service} ({})", forced.task_definition);
        let target = Target {
            cluster: cluster.to_owned(),
            service: service.to_owned(),
            aim: Aim::Deployment(forced.deployment),
            before: forced.before,
        };
        Ok((target, name))
    }
}

/// The real names behind labels; all of them where none is given.
fn chosen(
    labels: &[String],
    known: &BTreeMap<String, String>,
    environment: &EnvName,
) -> Result<Vec<String>, Error> {
    let unknown: Vec<_> = labels.iter().filter(|label| !known.contains_key(*label)).cloned().collect();
    if !unknown.is_empty() {
        return Err(Error::UnknownServices {
            unknown,
            environment: environment.clone(),
            known: known.keys().cloned().collect(),
        });
    }
    let all = labels.is_empty();
    Ok(known
        .iter()
        .filter(|(label, _)| all || labels.contains(label))
        .map(|(_, name)| name.clone())
        .collect())
}
