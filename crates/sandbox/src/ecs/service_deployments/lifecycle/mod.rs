//! The lifecycle stages of a service deployment, and the hooks that run at them.

pub(crate) mod continue_paused;
pub(crate) mod hook_ended;
mod hooks;
pub(crate) mod stages;
mod traffic;
