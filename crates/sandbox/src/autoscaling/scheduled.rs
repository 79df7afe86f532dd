//! Scheduled actions. Kept, never carried out.

use serde_json::{Value, json};

use super::{Autoscaling, Kept, answer, required};
use crate::api::{ApiError, Moment};
use crate::input::texts;

impl Autoscaling {
    pub(super) fn put_action(&mut self, input: &Value, now: Moment) -> Result<Value, ApiError> {
        let name = required(input, "ScheduledActionName")?.to_owned();
        let key = (self.registered(input)?, name);
        if let Some(action) = self.actions.get_mut(&key) {
            action.change(input);
        } else {
            let tail = format!("resource/ecs/{}:scheduledActionName/{}", key.0.resource, key.1);
            let arn = format!("{}:{tail}", self.new_arn("autoscaling", "scheduledAction:"));
            self.actions.insert(key, Kept::new(arn, input, now));
        }
        Ok(json!({}))
    }

    pub(super) fn describe_actions(&self, input: &Value) -> Result<Value, ApiError> {
        required(input, "ServiceNamespace")?;
        let names = texts(input, "ScheduledActionNames");
        let asked = self.actions.iter().filter(|((scaled, name), _)| {
            scaled.is_asked(input) && (names.is_empty() || names.contains(&name.as_str()))
        });
        Ok(answer("ScheduledActions", asked.map(|(_, action)| action.shown("ScheduledActionARN"))))
    }

    pub(super) fn delete_action(&mut self, input: &Value) -> Result<Value, ApiError> {
        let key = Self::key(input, "ScheduledActionName")?;
        self.actions.remove(&key).ok_or_else(|| key.0.missing("scheduled action"))?;
        Ok(json!({}))
    }
}
