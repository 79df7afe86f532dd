//! A one-off task: finding what it takes, starting it, watching it to its end.

pub(crate) mod image;
mod other_containers;
pub(crate) mod task;
#[cfg(test)]
mod tests;
pub(crate) mod watch;
