//! A model of Application Auto Scaling for what scales ECS services: targets, policies, scheduled actions, tags.
//!
//! It keeps what it is given and never scales by itself: there are no metrics here. Only registering a target
//! changes a service, and the edge does that: see [`Autoscaling::take_ranges`]. The words are those of the
//! Application Auto Scaling API Reference.

mod policies;
mod scheduled;
mod tags;
mod targets;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::api::{ApiError, Moment};
use crate::input::{list, text};

/// All of Application Auto Scaling in one account and region.
#[derive(Debug)]
pub struct Autoscaling {
    account: String,
    region: String,
    made: u64,
    targets: BTreeMap<Scaled, Kept>,
    policies: BTreeMap<(Scaled, String), Kept>,
    actions: BTreeMap<(Scaled, String), Kept>,
    tags: BTreeMap<String, Map<String, Value>>,
    ranges: Vec<Range>,
}

/// In which range a service is to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// `service/CLUSTER/NAME`
    pub resource: String,
    /// Fewest tasks.
    pub least: usize,
    /// Most tasks.
    pub most: usize,
}

/// What is scaled: "Scalable targets are uniquely identified by the combination of resource ID, scalable
/// dimension, and namespace".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Scaled {
    namespace: String,
    resource: String,
    dimension: String,
}

/// A thing as it was given, with its ARN and its time.
#[derive(Clone, Debug)]
struct Kept {
    arn: String,
    fields: Map<String, Value>,
}

impl Autoscaling {
    /// An account in which nothing is scaled.
    pub fn new(account: &str, region: &str) -> Self {
        Self {
            account: account.to_owned(),
            region: region.to_owned(),
            made: 0,
            targets: BTreeMap::new(),
            policies: BTreeMap::new(),
            actions: BTreeMap::new(),
            tags: BTreeMap::new(),
            ranges: Vec::new(),
        }
    }

    /// Answers a call: `operation` as in the API, e.g. `RegisterScalableTarget`, `input` as JSON.
    ///
    /// # Errors
    ///
    /// As AWS answers; 501 by name where the model does not do what is asked.
    pub fn call(&mut self, operation: &str, input: &Value, now: Moment) -> Result<Value, ApiError> {
        match operation {
            "RegisterScalableTarget" => self.register(input, now),
            "DescribeScalableTargets" => self.describe_targets(input),
            "DeregisterScalableTarget" => self.deregister(input),
            "PutScalingPolicy" => self.put_policy(input, now),
            "DescribeScalingPolicies" => self.describe_policies(input),
            "DeleteScalingPolicy" => self.delete_policy(input),
            "PutScheduledAction" => self.put_action(input, now),
            "DescribeScheduledActions" => self.describe_actions(input),
            "DeleteScheduledAction" => self.delete_action(input),
            "DescribeScalingActivities" => Ok(serde_json::json!({ "ScalingActivities": [] })),
            "ListTagsForResource" => self.list_tags(input),
            "TagResource" => self.tag(input),
            "UntagResource" => self.untag(input),
            _ => Err(ApiError::not_implemented("application-autoscaling", operation)),
        }
    }

    /// The ranges of targets that were registered since this was last asked: "it changes the resource's current
    /// capacity to a value that is inside of this range" (API Reference, "`RegisterScalableTarget`").
    pub fn take_ranges(&mut self) -> Vec<Range> {
        std::mem::take(&mut self.ranges)
    }

    /// A new ARN, e.g. of `application-autoscaling` and `scalable-target/`; what follows is a new number.
    fn new_arn(&mut self, service: &str, resource: &str) -> String {
        self.made += 1;
        let Self { account, region, made, .. } = self;
        format!("arn:aws:{service}:{region}:{account}:{resource}{made:032x}")
    }
}

impl Scaled {
    fn read(input: &Value) -> Result<Self, ApiError> {
        let field = |name: &str| required(input, name).map(str::to_owned);
        let dimension = field("ScalableDimension")?;
        Ok(Self { namespace: field("ServiceNamespace")?, resource: field("ResourceId")?, dimension })
    }

    fn missing(&self, what: &str) -> ApiError {
        let Self { namespace, resource, dimension } = self;
        let message = format!(
            "No {what} found for service namespace: {namespace}, resource ID: {resource}, scalable dimension: \
             {dimension}"
        );
        ApiError::client("ObjectNotFoundException", message)
    }

    /// Whether a describing call asks for it.
    fn is_asked(&self, input: &Value) -> bool {
        let same = |name: &str, own: &str| text(input, name).is_none_or(|asked| asked == own);
        let resources = list(input, "ResourceIds");
        same("ServiceNamespace", &self.namespace)
            && same("ScalableDimension", &self.dimension)
            && same("ResourceId", &self.resource)
            && (resources.is_empty() || resources.iter().any(|resource| resource == self.resource.as_str()))
    }
}

impl Kept {
    fn new(arn: String, input: &Value, now: Moment) -> Self {
        let mut kept = Self { arn, fields: Map::new() };
        kept.change(input);
        kept.fields.insert("CreationTime".into(), now.seconds().into());
        kept
    }

    /// "Any parameters that you don't specify are not changed".
    fn change(&mut self, input: &Value) {
        let given = input.as_object().into_iter().flatten();
        let given = given.filter(|(name, value)| *name != "Tags" && !value.is_null());
        self.fields.extend(given.map(|(name, value)| (name.clone(), value.clone())));
    }

    fn shown(&self, arn: &str) -> Value {
        let mut shown = self.fields.clone();
        shown.insert(arn.to_owned(), self.arn.clone().into());
        shown.into()
    }
}

/// A field without which a call is refused.
fn required<'v>(input: &'v Value, name: &str) -> Result<&'v str, ApiError> {
    text(input, name).ok_or_else(|| {
        let message = format!(
            "1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
        );
        ApiError::client("ValidationException", message)
    })
}

/// What a describing call answers: the things it asks for, in order.
fn answer(name: &str, all: impl Iterator<Item = Value>) -> Value {
    serde_json::json!({ name: all.collect::<Vec<_>>() })
}
