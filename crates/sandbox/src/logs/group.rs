//! Log groups.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{api::Moment, logs::stream::Stream};

#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) created_at: Moment,
    pub(crate) class: String,
    pub(crate) retention: Option<u64>,
    pub(crate) key: Option<String>,
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) streams: BTreeMap<String, Stream>,
}

impl Group {
    pub(crate) fn new(created_at: Moment) -> Self {
        Self {
            created_at,
            class: "STANDARD".into(),
            retention: None,
            key: None,
            tags: BTreeMap::new(),
            streams: BTreeMap::new(),
        }
    }

    pub(crate) fn add_tags(&mut self, input: &Value) {
        let given = input["tags"].as_object().into_iter().flatten();
        let given = given.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())));
        self.tags.extend(given);
    }
}
