//! Services: the calls about them, and the events that they show.

mod checks;
pub(crate) mod configuration;
pub(crate) mod counts;
mod create;
mod delete;
mod describe;
pub(crate) mod events;
pub(crate) mod fields;
pub(crate) mod polls;
pub(crate) mod scaling;
pub(crate) mod show;
mod update;

pub(crate) use self::create::create;
pub(crate) use self::delete::delete;
pub(crate) use self::describe::{describe, list};
pub(crate) use self::update::update;
