//! Which function answers which operation. Any other operation is refused by its name.

use serde_json::Value;

use crate::{
    api::{ApiError, Moment},
    autoscaling::{policies, scheduled, state::Autoscaling, tags, targets},
};

pub(crate) fn call(
    autoscaling: &mut Autoscaling,
    operation: &str,
    input: &Value,
    now: Moment,
) -> Result<Value, ApiError> {
    match operation {
        "RegisterScalableTarget" => targets::register(autoscaling, input, now),
        "DescribeScalableTargets" => targets::describe(autoscaling, input),
        "DeregisterScalableTarget" => targets::deregister(autoscaling, input),
        "PutScalingPolicy" => policies::put(autoscaling, input, now),
        "DescribeScalingPolicies" => policies::describe(autoscaling, input),
        "DeleteScalingPolicy" => policies::delete(autoscaling, input),
        "PutScheduledAction" => scheduled::put(autoscaling, input, now),
        "DescribeScheduledActions" => scheduled::describe(autoscaling, input),
        "DeleteScheduledAction" => scheduled::delete(autoscaling, input),
        "DescribeScalingActivities" => Ok(serde_json::json!({ "ScalingActivities": [] })),
        "ListTagsForResource" => tags::list(autoscaling, input),
        "TagResource" => tags::tag(autoscaling, input),
        "UntagResource" => tags::untag(autoscaling, input),
        _ => Err(ApiError::not_implemented("application-autoscaling", operation)),
    }
}
