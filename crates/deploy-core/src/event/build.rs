//! What the build of an image reports.

use serde::Serialize;

use crate::types::ImageRef;

/// A line that the builder of an image wrote.
#[derive(Clone, Debug, Serialize)]
pub struct BuildLine {
    /// The Compose service that describes the image.
    pub service: String,
    /// The line, without its end.
    pub line: String,
    /// Whether it tells of the builder's own work, which is shown only if asked for.
    pub is_noise: bool,
}

/// An image that was built.
#[derive(Clone, Debug, Serialize)]
pub struct BuiltImage {
    /// The Compose service that describes it.
    pub service: String,
    /// Its name.
    pub image: ImageRef,
}

/// An image that could not be built.
#[derive(Clone, Debug, Serialize)]
pub struct BuildFailure {
    /// The Compose service that describes the image.
    pub service: String,
    /// Why.
    pub reason: String,
    /// The last lines of its build.
    pub lines: Vec<String>,
}
