//! What identifies a scalable target.

use serde_json::Value;

use crate::{
    api::ApiError,
    autoscaling::input::required,
    input::{list, text},
};

/// "Scalable targets are uniquely identified by the combination of resource ID, scalable
/// dimension, and namespace".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ScalableTargetId {
    pub(crate) namespace: String,
    pub(crate) resource: String,
    pub(crate) dimension: String,
}

impl ScalableTargetId {
    pub(crate) fn read(input: &Value) -> Result<Self, ApiError> {
        let field = |name: &str| required(input, name).map(str::to_owned);
        let dimension = field("ScalableDimension")?;
        Ok(Self { namespace: field("ServiceNamespace")?, resource: field("ResourceId")?, dimension })
    }

    pub(crate) fn missing(&self, what: &str) -> ApiError {
        let Self { namespace, resource, dimension } = self;
        let message = format!(
            "No {what} found for service namespace: {namespace}, resource ID: {resource}, scalable dimension: \
             {dimension}"
        );
        ApiError::client("ObjectNotFoundException", message)
    }

    /// Whether a describe call asks for it.
    pub(crate) fn is_asked(&self, input: &Value) -> bool {
        let same = |name: &str, own: &str| text(input, name).is_none_or(|asked| asked == own);
        let resources = list(input, "ResourceIds");
        same("ServiceNamespace", &self.namespace)
            && same("ScalableDimension", &self.dimension)
            && same("ResourceId", &self.resource)
            && (resources.is_empty() || resources.iter().any(|resource| resource == self.resource.as_str()))
    }
}
