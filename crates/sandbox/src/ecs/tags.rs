//! Tags of everything, by ARN.
//!
//! `describe` calls show them only where `include` asks for `TAGS`; an ARN without tags has an empty list.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Ecs;
use super::wire::{Answer, Input};

/// Tags by ARN, in the order in which they were first set.
#[derive(Debug, Default)]
pub(super) struct Tags(HashMap<String, Vec<Value>>);

impl Tags {
    /// Sets tags; a key that is there already gets the new value (API Reference, "`TagResource`").
    pub(super) fn set(&mut self, arn: &str, tags: &[Value]) {
        let known = self.0.entry(arn.to_owned()).or_default();
        for tag in tags {
            match known.iter_mut().find(|old| old["key"] == tag["key"]) {
                Some(old) => old["value"] = tag["value"].clone(),
                None => known.push(tag.clone()),
            }
        }
    }

    pub(super) fn unset(&mut self, arn: &str, keys: &[Value]) {
        if let Some(known) = self.0.get_mut(arn) {
            known.retain(|tag| !keys.contains(&tag["key"]));
        }
    }

    pub(super) fn of(&self, arn: &str) -> &[Value] {
        self.0.get(arn).map_or(&[], Vec::as_slice)
    }
}

impl Ecs {
    pub(super) fn tag_resource(&mut self, input: Input) -> Answer {
        self.tags.set(input.required("resourceArn")?, input.list("tags"));
        Ok(json!({}))
    }

    pub(super) fn untag_resource(&mut self, input: Input) -> Answer {
        self.tags.unset(input.required("resourceArn")?, input.list("tagKeys"));
        Ok(json!({}))
    }

    pub(super) fn list_tags_for_resource(&self, input: Input) -> Answer {
        Ok(json!({ "tags": self.tags.of(input.required("resourceArn")?) }))
    }
}
