//! How to build, as far as the user says.

use std::num::NonZeroU32;

use crate::compose::BuildArg;

/// How to build, as far as the user says.
#[derive(Clone, Debug, Default)]
pub struct BuildSettings {
    /// Build every step again.
    pub no_cache: bool,
    /// Build arguments, which beat those of the file.
    pub args: Vec<BuildArg>,
    /// The profiles whose services are built without being named.
    pub profiles: Vec<String>,
    /// How many images are built at the same time.
    pub parallelism: Option<NonZeroU32>,
    /// The builder of buildx.
    pub builder: Option<String>,
    /// The platform of images for which the build file names none: `linux/amd64`.
    pub platform: Option<String>,
}

/// As many at least: a build often waits for a download.
const LEAST_PARALLELISM: usize = 4;

impl BuildSettings {
    /// How many images are built at the same time: what the user says, else what deploy.toml says.
    pub(super) fn parallelism(&self, configured: Option<NonZeroU32>) -> usize {
        let said = self.parallelism.or(configured).and_then(|many| usize::try_from(many.get()).ok());
        let processors = || std::thread::available_parallelism().map_or(1, usize::from);
        said.unwrap_or_else(|| processors().max(LEAST_PARALLELISM))
    }
}
