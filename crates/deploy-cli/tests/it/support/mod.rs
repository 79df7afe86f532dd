//! What the tests share: a world for each run of the program, and what the program did in it.

mod application;
mod fake_engine;
mod images;
mod invocation;
pub(crate) mod one_off_task;
mod permissions;
mod real_engine;
pub(crate) mod real_terraform;
mod run_result;
mod running_program;
pub(crate) mod shop;
mod world;

pub(crate) use application::{
    STATE, define_service_revision, deployed, deployed_with, prepare_release, prepare_update,
    wait_until_steady,
};
pub(crate) use images::{built_image, push_image, push_other_image, services};
pub(crate) use invocation::Invocation;
pub(crate) use real_engine::world_with_real_engine;
pub(crate) use run_result::{FILTERS, RunResult, assert_refused, assert_run_snapshot, assert_succeeded};
pub(crate) use running_program::RunningProgram;
pub(crate) use world::{SECRET, World};
