//! The part of `show -json` that is read. It holds secrets in clear: nothing of it is shown or kept but what the types of
//! this module take out.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Document {
    #[serde(default)]
    pub(super) resource_changes: Vec<Change>,
    #[serde(default)]
    pub(super) configuration: Configuration,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Configuration {
    #[serde(default)]
    pub(super) root_module: Module,
}

/// A module as it is configured.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Module {
    #[serde(default)]
    pub(super) resources: Vec<ConfiguredResource>,
    #[serde(default, rename = "module_calls")]
    pub(super) calls: BTreeMap<String, ModuleCall>,
    #[serde(default)]
    pub(super) outputs: BTreeMap<String, ConfiguredOutput>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct ConfiguredResource {
    #[serde(default, rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) expressions: BTreeMap<String, Value>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct ModuleCall {
    #[serde(default)]
    pub(super) expressions: BTreeMap<String, Value>,
    #[serde(default)]
    pub(super) module: Module,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct ConfiguredOutput {
    #[serde(default)]
    pub(super) expression: Value,
}

/// A resource, as it is and as it is planned.
#[derive(Debug, Default, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the names are those of the document")]
pub(super) struct Change {
    pub(super) address: String,
    #[serde(default)]
    pub(super) module_address: String,
    #[serde(default)]
    pub(super) mode: String,
    #[serde(default, rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) name: String,
    pub(super) change: Values,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Values {
    #[serde(default)]
    pub(super) actions: Vec<String>,
    #[serde(default)]
    pub(super) before: Value,
    #[serde(default)]
    pub(super) after: Value,
    /// `true` where a value is known only after the apply.
    #[serde(default)]
    pub(super) after_unknown: Value,
}

impl Values {
    /// A text that is planned; none if it is known only after the apply.
    pub(super) fn planned(&self, key: &str) -> Option<&str> {
        self.after.get(key)?.as_str()
    }

    /// A text that is planned, else the one that is there now.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.planned(key).or_else(|| self.before.get(key)?.as_str())
    }

    /// Whether a value is known only after the apply.
    pub(super) fn is_unknown(&self, key: &str) -> bool {
        self.after_unknown.get(key).is_some_and(|unknown| *unknown == Value::Bool(true))
    }
}
