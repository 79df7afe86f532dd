//! Values that are valid once you hold them: names, image references, task definitions, durations, secrets.

mod duration;
mod image_ref;
mod lock_holder;
mod names;
mod secret;
mod service_arn;
pub(crate) mod sha256;
mod task_definition;

pub use duration::PositiveDuration;
pub use image_ref::{ImageRef, TaggedImage};
pub use lock_holder::{Activity, LockHolder, LockWait};
pub use names::{AccountId, Digest, EnvName, InvalidName, RoleArn, Tag};
pub use secret::{Credentials, Password};
pub use service_arn::ServiceArn;
pub use task_definition::TaskDefinitionRef;
