use std::io;
use std::path::PathBuf;

use crate::error::{Failure, Hint, Kind};

/// A folder of this program cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("could not write to `{path}`")]
    Unwritable { path: PathBuf, source: io::Error },
    #[error("`{path}` is not a private folder: other users can write to it")]
    NotPrivate { path: PathBuf },
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        Kind::Usage
    }

    fn hints(&self) -> Vec<Hint> {
        vec![match self {
            Self::Unwritable { .. } => {
                "set HOME, or XDG_STATE_HOME and DEPLOY_CACHE_DIR, to folders that are writable".into()
            }
            Self::NotPrivate { .. } => {
                "remove it, or set HOME: the folder must belong to this user and have the mode 0700".into()
            }
        }]
    }
}
