//! States in a folder of this machine (<https://developer.hashicorp.com/terraform/language/backend/local>).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::workspace_names::{DEFAULT, sorted};
use crate::terraform::error::Error;

/// Where local states are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LocalBackend {
    /// The state of the workspace `default`.
    default: PathBuf,
    /// Holds a folder for each other workspace.
    workspaces: PathBuf,
}

impl LocalBackend {
    /// As the backend block says, relative to the configuration's folder.
    pub(super) fn new(directory: &Path, config: &Map<String, Value>) -> Self {
        let path = |key: &str, default: &str| {
            directory.join(config.get(key).and_then(Value::as_str).unwrap_or(default))
        };
        Self {
            default: path("path", "terraform.tfstate"),
            workspaces: path("workspace_dir", "terraform.tfstate.d"),
        }
    }

    /// The state of a workspace, if there is one.
    pub(crate) fn read(&self, workspace: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.path(workspace);
        match fs::read(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::File { path, source }),
        }
    }

    /// All workspaces, sorted.
    pub(crate) fn workspaces(&self) -> Vec<String> {
        let entries = self.workspaces.read_dir().into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.path().is_dir());
        sorted(folders.filter_map(|entry| entry.file_name().into_string().ok()))
    }

    /// The file that is the state of a workspace.
    pub(crate) fn path(&self, workspace: &str) -> PathBuf {
        if workspace == DEFAULT {
            self.default.clone()
        } else {
            self.workspaces.join(workspace).join("terraform.tfstate")
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn folder(config: &Value) -> LocalBackend {
        LocalBackend::new(Path::new("/project"), config.as_object().unwrap())
    }

    #[test]
    fn each_workspace_has_a_folder_but_the_default_one() {
        let folder = folder(&json!({}));
        assert_eq!(folder.path("default"), Path::new("/project/terraform.tfstate"));
        assert_eq!(folder.path("dev"), Path::new("/project/terraform.tfstate.d/dev/terraform.tfstate"));
    }

    #[test]
    fn both_places_can_be_others() {
        let folder = folder(&json!({ "path": "st/x.tfstate", "workspace_dir": "/elsewhere" }));
        assert_eq!(folder.path("default"), Path::new("/project/st/x.tfstate"));
        assert_eq!(folder.path("dev"), Path::new("/elsewhere/dev/terraform.tfstate"));
    }
}
