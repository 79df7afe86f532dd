//! The status of services: counts, deployments with their age, what their tasks really run.

mod last_rollback;
mod read;
mod running_image;
mod service_status;

pub use last_rollback::LastRollback;
pub(crate) use read::read;
pub use running_image::RunningImage;
pub(crate) use service_status::ServiceStatus;
