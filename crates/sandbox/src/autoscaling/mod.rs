//! A model of Application Auto Scaling for what scales ECS services: targets, policies, scheduled actions, tags.
//!
//! It stores what it is given and never scales by itself: there are no metrics here. Only registering a target
//! changes a service: see [`Autoscaling::take_ranges`]. The words are those of the
//! Application Auto Scaling API Reference.

pub(crate) mod calls;
mod input;
mod policies;
mod resource;
mod scheduled;
mod state;
mod tags;
mod target_id;
mod targets;
#[cfg(test)]
mod tests;

pub(crate) use self::state::Autoscaling;
