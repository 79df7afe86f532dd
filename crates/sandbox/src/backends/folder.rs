//! Where backends write their files.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::options::Options;

#[derive(Debug)]
pub(crate) enum Folder {
    Given(PathBuf),
    Temporary(TempDir),
}

impl Folder {
    pub(crate) fn of(options: &Options) -> io::Result<Self> {
        match &options.dir {
            Some(dir) => fs::create_dir_all(dir).map(|()| Self::Given(dir.clone())),
            None => tempfile::tempdir().map(Self::Temporary),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Given(dir) => dir,
            Self::Temporary(dir) => dir.path(),
        }
    }
}
