//! CloudWatch alarms that fail a rollout.
//!
//! Developer Guide, "How CloudWatch alarms detect Amazon ECS deployment failures": the alarms that the deployment
//! configuration names are watched while a deployment is in progress; one that goes off fails it, and rolls it back
//! if the configuration says so. Which alarms go off is said by rules.

use std::time::Duration;

use serde_json::Value;

use super::super::Ecs;
use super::super::agenda::Happening;
use super::super::services::{Service, ServiceId};
use super::{Failure, Status};
use crate::api::Moment;

impl Service {
    fn alarms(&self) -> &Value {
        static NONE: Value = Value::Null;
        self.fields.get("deploymentConfiguration").map_or(&NONE, |configuration| &configuration["alarms"])
    }
}

/// How long alarms are still watched after the last old task is gone, at AWS. AWS computes it from the alarms; theirs
/// is the shortest usual one here.
const BAKE_TIME: Duration = Duration::from_mins(1);

impl Ecs {
    /// Whether a rollout whose tasks all run well may be complete: not before its alarms have been watched for a
    /// while.
    pub(in crate::ecs) fn has_baked(&mut self, id: ServiceId, at: Moment) -> bool {
        let service = &mut self.services[id.0];
        if service.alarms()["enable"] != true || service.is_blue_green() || service.primary().is_rollback {
            return true;
        }
        let until = at.plus(self.pace.scaled(BAKE_TIME));
        let until = *service.rollout_mut().bakes_until.get_or_insert(until);
        if at < until {
            self.plan_look(id, until);
        }
        at >= until
    }

    /// Plans the alarms that rules let go off during a rollout that begins now.
    pub(super) fn plan_alarms(&mut self, id: ServiceId, rollout: usize, at: Moment) {
        let service = &self.services[id.0];
        let alarms = service.alarms();
        if alarms["enable"] != true {
            return;
        }
        let names = alarms["alarmNames"].as_array().into_iter().flatten();
        let after = |name: &Value| self.rules.alarms(&service.name).find(|(alarm, _)| name == alarm);
        let planned: Vec<(usize, Duration)> =
            names.enumerate().filter_map(|(place, name)| Some((place, after(name)?.1))).collect();
        for (alarm, after) in planned {
            let what = Happening::Alarm { service: id, rollout, alarm };
            self.agenda.plan(at.plus(self.pace.scaled(after)), what);
        }
    }

    pub(in crate::ecs) fn alarm_goes_off(
        &mut self,
        id: ServiceId,
        (rollout, alarm): (usize, usize),
        at: Moment,
    ) {
        let service = &mut self.services[id.0];
        let going_on = matches!(service.rollouts[rollout].status, Status::Pending | Status::InProgress);
        let name = service.alarms()["alarmNames"][alarm].as_str().map(str::to_owned);
        let Some(name) = name.filter(|_| going_on) else { return };
        let rolls_back = service.alarms()["rollback"] == true;
        service.rollouts[rollout].alarms.push(name);
        let failure = Failure { by: "ECS deployment failed", what: "alarm detected".into(), rolls_back };
        self.rollout_fails(id, &failure, at);
    }
}
