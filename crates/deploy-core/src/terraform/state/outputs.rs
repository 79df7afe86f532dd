//! The outputs of a configuration. A sensitive one shows itself only to who asks for it by name.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use crate::terraform::error::Error;
use crate::types::Tag;

/// One output.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Output {
    /// None where it is null.
    pub value: Option<Value>,
    /// Whether Terraform would hide it.
    #[serde(default)]
    pub sensitive: bool,
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            _ if self.sensitive => f.write_str("[redacted]"),
            Some(value) => write!(f, "{value}"),
            None => f.write_str("null"),
        }
    }
}

/// The outputs of a configuration, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Outputs(BTreeMap<String, Output>);

impl Outputs {
    /// All of them, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Output)> {
        self.0.iter().map(|(name, output)| (name.as_str(), output))
    }

    /// Nothing was applied, or no output is declared.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One of them, if it is there.
    pub fn get(&self, name: &str) -> Option<&Output> {
        self.0.get(name)
    }

    /// The tag that was applied, if the output `app_tag` is one.
    pub(crate) fn app_tag(&self) -> Option<Tag> {
        self.get("app_tag")?.value.as_ref()?.as_str()?.parse().ok()
    }

    /// One that is a text, for the command `needed_by`.
    pub(crate) fn get_string(&self, name: &str, needed_by: &str) -> Result<String, Error> {
        self.require(name, needed_by, "is not a string", |value| value.as_str().map(str::to_owned))
    }

    /// One that is a list of texts, for the command `needed_by`.
    pub(crate) fn get_strings(&self, name: &str, needed_by: &str) -> Result<Vec<String>, Error> {
        self.require(name, needed_by, "is not a list of strings", |value| {
            value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
        })
    }

    /// One that is a map of texts, for the command `needed_by`.
    pub(crate) fn get_map(&self, name: &str, needed_by: &str) -> Result<BTreeMap<String, String>, Error> {
        self.require(name, needed_by, "is not a map of strings", |value| {
            value
                .as_object()?
                .iter()
                .map(|(key, item)| Some((key.clone(), item.as_str()?.to_owned())))
                .collect()
        })
    }

    fn require<T>(
        &self,
        name: &str,
        needed_by: &str,
        otherwise: &'static str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<T, Error> {
        let problem = match self.0.get(name).map(|output| output.value.as_ref()) {
            Some(Some(value)) => match read(value) {
                Some(value) => return Ok(value),
                None => otherwise,
            },
            Some(None) => "is sensitive, which hides it",
            None if self.is_empty() => "does not exist: nothing was applied yet",
            None => "is not there",
        };
        Err(Error::Output { name: name.to_owned(), needed_by: needed_by.to_owned(), problem })
    }

    /// Reads the first JSON object of a text: since 1.15 Terraform prints warnings of the backend after it.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let begin = text.find('{').unwrap_or(0);
        let mut objects = serde_json::Deserializer::from_str(&text[begin..]).into_iter();
        objects.next().and_then(Result::ok).ok_or_else(|| Error::Unreadable {
            what: "the output of `output -json`".to_owned(),
            reason: "it holds no JSON object of outputs".to_owned(),
        })
    }
}

impl FromIterator<(String, Output)> for Outputs {
    fn from_iter<I: IntoIterator<Item = (String, Output)>>(outputs: I) -> Self {
        Self(outputs.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = r#"{"app_tag":{"sensitive":false,"type":"string","value":"1"},
        "services":{"sensitive":false,"type":["object",{"worker":"string"}],"value":{"worker":"w-dev"}},
        "subnets":{"sensitive":false,"type":["tuple",["string"]],"value":["a","b"]},
        "withheld":{"sensitive":true,"type":"string"},
        "secret":{"sensitive":true,"type":"string","value":"hush"}}"#;

    fn outputs() -> Outputs {
        Outputs::parse(&format!("{ANSWER}\nWarning: Deprecated {{backend}}\n")).unwrap()
    }

    #[test]
    fn each_shape_is_read() {
        let outputs = outputs();
        assert_eq!(outputs.get_string("app_tag", "plan").unwrap(), "1");
        assert_eq!(outputs.get_strings("subnets", "fargate").unwrap(), ["a", "b"]);
        assert_eq!(outputs.get_map("services", "redeploy").unwrap()["worker"], "w-dev");
        assert_eq!(outputs.get_string("secret", "x").unwrap(), "hush");
    }

    #[test]
    fn what_is_missing_or_wrong_is_named_with_who_needs_it() {
        let error = |name| outputs().get_string(name, "redeploy").unwrap_err();
        insta::assert_snapshot!(error("cluster_name"), @"the output `cluster_name`, which `redeploy` needs, is not there");
        insta::assert_snapshot!(error("subnets"), @"the output `subnets`, which `redeploy` needs, is not a string");
        insta::assert_snapshot!(error("withheld"), @"the output `withheld`, which `redeploy` needs, is sensitive, which hides it");
        insta::assert_snapshot!(Outputs::default().get_map("services", "redeploy").unwrap_err(), @"the output `services`, which `redeploy` needs, does not exist: nothing was applied yet");
    }

    #[test]
    fn a_secret_does_not_show_itself() {
        insta::assert_snapshot!(format!("{:?}", outputs()), @r#"Outputs({"app_tag": "1", "secret": [redacted], "services": {"worker":"w-dev"}, "subnets": ["a","b"], "withheld": [redacted]})"#);
    }

    #[test]
    fn an_answer_without_an_object_is_an_error() {
        assert!(Outputs::parse("No outputs found").is_err());
        assert_eq!(Outputs::parse("{}").unwrap(), Outputs::default());
    }
}
