//! Service deployments: how one begins, succeeds, fails and is rolled back.
//!
//! A service deployment has one deployment (`ecs-svc/…`), and a second one if it is rolled back: the service deployment stays
//! the same, its status says ROLLBACK_… (Developer Guide, "Amazon ECS service deployments"). It deploys a service revision, which
//! never changes; a rollback deploys an earlier one.

pub(crate) mod alarm_triggered;
pub(crate) mod alarms;
pub(crate) mod begin;
mod calls;
pub(crate) mod end;
pub(crate) mod failure;
mod find;
mod finish;
pub(crate) mod lifecycle;
mod show;

pub(crate) use self::calls::{describe, describe_revisions, list, stop};
pub(crate) use self::lifecycle::continue_paused::continue_paused;
