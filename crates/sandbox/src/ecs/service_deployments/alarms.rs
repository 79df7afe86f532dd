//! CloudWatch alarms that fail a rollout.
//!
//! Developer Guide, "How CloudWatch alarms detect Amazon ECS deployment failures": the alarms that the deployment
//! configuration names are watched while a deployment is in progress; one that is triggered fails it, and rolls it back
//! if the configuration says so. One that is in ALARM already when the deployment begins is ignored for as long as it lasts. Rules
//! say which alarms are triggered.

use std::time::Duration;

use serde_json::Value;

use crate::api::Moment;
use crate::ecs::model::ids::ServiceId;
use crate::ecs::scheduler::plan;
use crate::ecs::services::configuration;
use crate::ecs::state::Ecs;
use crate::ecs::store::event_queue::ScheduledEvent;

/// How long alarms are still watched after the last old task is gone, at AWS, unless the service has a bake time. AWS computes
/// it from the alarms; here it is the shortest usual time.
const BAKE_TIME: Duration = Duration::from_mins(1);

/// Whether a rollout whose tasks all run well may be complete: not before its alarms have been watched for a
/// while.
pub(crate) fn has_baked(ecs: &mut Ecs, id: ServiceId, at: Moment) -> bool {
    let service = &mut ecs.services[id.0];
    if configuration::is_blue_green(service) || service.primary().is_rollback {
        return true;
    }
    let configured = configuration::bake_time(service);
    let default = if configuration::alarms(service)["enable"] == true { BAKE_TIME } else { Duration::ZERO };
    let bake_time = if configured.is_zero() { default } else { configured };
    if bake_time.is_zero() {
        return true;
    }
    let until = at.plus(ecs.time_scale.scaled(bake_time));
    let until = *service.rollout_mut().bakes_until.get_or_insert(until);
    if at < until {
        plan::look_at(ecs, id, until);
    }
    at >= until
}

/// Schedules the alarms that rules trigger during a rollout that begins now.
pub(crate) fn plan(ecs: &mut Ecs, id: ServiceId, rollout: usize, at: Moment) {
    let service = &ecs.services[id.0];
    let alarms = configuration::alarms(service);
    if alarms["enable"] != true {
        return;
    }
    let names = alarms["alarmNames"].as_array().into_iter().flatten();
    let is_on = |name: &Value| ecs.rules.alarm_is_on(&service.name, name.as_str().unwrap_or_default());
    let after = |name: &Value| ecs.rules.alarms(&service.name).find(|(alarm, _)| name == alarm);
    let planned: Vec<(usize, Duration)> = names
        .enumerate()
        .filter(|(_, name)| !is_on(name))
        .filter_map(|(place, name)| Some((place, after(name)?.1)))
        .collect();
    for (alarm, after) in planned {
        let what = ScheduledEvent::Alarm { service: id, deployment: rollout, alarm };
        ecs.events.add(at.plus(ecs.time_scale.scaled(after)), what);
    }
}
