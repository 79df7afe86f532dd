//! The registry at `localhost:PORT`: ECR's rules in front of a real registry that holds the layers.
//!
//! Manifests are answered from the model and forwarded when they are pushed, so that API and registry never differ.
//! No blob is mounted from another repository, as in an account that did not opt in (ECR user guide, "Blob mounting").

mod credentials;
mod dispatch;
mod errors;
mod layers;
mod manifests;
mod route;

pub(crate) use dispatch::answer;
