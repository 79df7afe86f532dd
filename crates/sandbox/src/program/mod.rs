//! The program `sandbox`.

mod commands;
mod env_file;
mod remote;
mod running;
mod serve;
mod terminal;

pub(crate) use self::commands::run;
