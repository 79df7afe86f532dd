//! Targets, policies and scheduled actions as they were given.

use serde_json::{Map, Value};

use crate::api::Moment;

#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) arn: String,
    pub(crate) fields: Map<String, Value>,
}

impl Resource {
    pub(crate) fn new(arn: String, input: &Value, now: Moment) -> Self {
        let mut resource = Self { arn, fields: Map::new() };
        resource.change(input);
        resource.fields.insert("CreationTime".into(), now.seconds().into());
        resource
    }

    /// "Any parameters that you don't specify are not changed".
    pub(crate) fn change(&mut self, input: &Value) {
        let given = input.as_object().into_iter().flatten();
        let given = given.filter(|(name, value)| *name != "Tags" && !value.is_null());
        self.fields.extend(given.map(|(name, value)| (name.clone(), value.clone())));
    }

    pub(crate) fn shown(&self, arn: &str) -> Value {
        let mut shown = self.fields.clone();
        shown.insert(arn.to_owned(), self.arn.clone().into());
        shown.into()
    }
}
