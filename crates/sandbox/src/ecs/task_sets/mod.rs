//! Task sets: of services under the controller EXTERNAL by calls, of services under `CODE_DEPLOY` the first one.
//!
//! ECS keeps each task set at its share of the desired count. Which one serves is the caller's business (Developer Guide,
//! "Deploy Amazon ECS services using a third-party controller").

mod calls;
pub(crate) mod create;
pub(crate) mod schedule;
pub(crate) mod show;

pub(crate) use self::calls::{delete, describe, update, update_primary};
pub(crate) use self::create::create;
