//! Tags of everything, by ARN.

use std::collections::HashMap;

use serde_json::Value;

/// Tags by ARN, in the order in which they were first set.
#[derive(Debug, Default)]
pub(crate) struct Tags(HashMap<String, Vec<Value>>);

impl Tags {
    /// Sets tags; an existing key gets the new value (API Reference, "`TagResource`").
    pub(crate) fn set(&mut self, arn: &str, tags: &[Value]) {
        let known = self.0.entry(arn.to_owned()).or_default();
        for tag in tags {
            match known.iter_mut().find(|old| old["key"] == tag["key"]) {
                Some(old) => old["value"] = tag["value"].clone(),
                None => known.push(tag.clone()),
            }
        }
    }

    pub(crate) fn unset(&mut self, arn: &str, keys: &[Value]) {
        if let Some(known) = self.0.get_mut(arn) {
            known.retain(|tag| !keys.contains(&tag["key"]));
        }
    }

    pub(crate) fn of(&self, arn: &str) -> &[Value] {
        self.0.get(arn).map_or(&[], Vec::as_slice)
    }
}
