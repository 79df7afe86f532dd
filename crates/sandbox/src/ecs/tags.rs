//! The calls about tags.
//!
//! `describe` calls show them only where `include` asks for `TAGS`; an ARN without tags has an empty list.

use serde_json::json;

use crate::ecs::input::{Answer, Input};
use crate::ecs::state::Ecs;

pub(crate) fn tag(ecs: &mut Ecs, input: Input) -> Answer {
    ecs.tags.set(input.required("resourceArn")?, input.list("tags"));
    Ok(json!({}))
}

pub(crate) fn untag(ecs: &mut Ecs, input: Input) -> Answer {
    ecs.tags.unset(input.required("resourceArn")?, input.list("tagKeys"));
    Ok(json!({}))
}

pub(crate) fn list(ecs: &Ecs, input: Input) -> Answer {
    Ok(json!({ "tags": ecs.tags.of(input.required("resourceArn")?) }))
}
