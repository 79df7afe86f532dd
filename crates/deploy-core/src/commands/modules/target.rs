//! The folder that modules are written into.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{self, Manifest, checksum};
use crate::error::{Failure, Hint, Kind, Setting};

/// Modules could not be vendored.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// Files that were changed by hand would be overwritten.
    #[error("changed by hand since they were vendored: {}", .0.join(", "))]
    Edited(Vec<String>),
    /// The list of what was vendored does not read as one.
    #[error("`{path}` is not a list of vendored modules")]
    Manifest {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A file could not be read or written.
    #[error("could not read or write `{path}`")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Edited(_) => Kind::Refused,
            Self::Manifest { .. } => Kind::Usage,
            Self::File { .. } => Kind::Failed,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Edited(_) => vec![Hint::set(Setting::Force, "{} overwrites them; nothing was written")],
            Self::Manifest { .. } => vec![Hint::set(Setting::Force, "remove it, and vendor with {}")],
            Self::File { .. } => Vec::new(),
        }
    }
}

/// The folder that modules are written into.
pub(super) struct Target<'a> {
    pub(super) folder: &'a Path,
    pub(super) force: bool,
}

impl Target<'_> {
    pub(super) fn manifest(&self) -> Result<Manifest, Error> {
        let Some(text) = self.read(manifest::FILE)? else { return Ok(Manifest::default()) };
        let path = self.folder.join(manifest::FILE);
        Manifest::parse(&text).map_err(|source| Error::Manifest { path, source })
    }

    pub(super) fn checksum(&self, name: &str) -> Result<Option<String>, Error> {
        Ok(self.read(name)?.map(|text| checksum(&text)))
    }

    pub(super) fn write(&self, name: &str, text: &str) -> Result<(), Error> {
        let path = self.folder.join(name);
        let folder = path.parent().unwrap_or(self.folder);
        self.file(fs::create_dir_all(folder).and_then(|()| fs::write(&path, text)), name)
    }

    pub(super) fn remove(&self, name: &str) -> Result<(), Error> {
        self.file(fs::remove_file(self.folder.join(name)), name)
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        match fs::read(self.folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => self.file(read, name).map(Some),
        }
    }

    fn file<T>(&self, done: io::Result<T>, name: &str) -> Result<T, Error> {
        done.map_err(|source| Error::File { path: self.folder.join(name), source })
    }
}
