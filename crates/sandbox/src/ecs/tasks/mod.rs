//! Tasks: the calls about them, and their lifecycle.

mod calls;
mod command;
pub(crate) mod container_ended;
pub(crate) mod docker;
mod exec;
pub(crate) mod lifecycle;
pub(crate) mod log;
mod protection;
mod run;
pub(crate) mod show;
pub(crate) mod start;
pub(crate) mod transition;

pub(crate) use self::calls::{describe, list, stop};
pub(crate) use self::exec::execute_command;
pub(crate) use self::protection::{get_protection, update_protection};
pub(crate) use self::run::run;
