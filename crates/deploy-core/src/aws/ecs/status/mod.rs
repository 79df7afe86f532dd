//! The status of services: counts, deployments with their age, what their tasks really run.

mod read;
mod running_image;
mod service_status;

pub(crate) use read::read;
pub use running_image::RunningImage;
pub(crate) use service_status::ServiceStatus;
