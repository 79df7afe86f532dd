//! The folder `.deploy` that earlier versions kept in the project. It is named and left alone.

use std::path::{Path, PathBuf};

/// A `.deploy` of an earlier version.
#[derive(Debug)]
pub(crate) struct OldFolder {
    path: PathBuf,
}

impl OldFolder {
    /// The one in a project, if there is one.
    pub(crate) fn find(project: &Path) -> Option<Self> {
        let path = project.join(".deploy");
        let is_there = |name: &str| path.join(name).symlink_metadata().is_ok();
        (is_there(".gitignore") || is_there("run")).then_some(Self { path })
    }

    /// That it is there.
    pub(crate) fn message(&self) -> String {
        format!("`{}` is from an earlier version and is no longer used", self.path.display())
    }

    /// How to remove it, and what must be saved before that.
    pub(crate) fn hint(&self) -> String {
        let remove = format!("remove it with `rm -r {}`", shell_words::quote(&self.path.to_string_lossy()));
        match self.errored_state() {
            Some(state) => {
                format!("`{}` is a state that was not saved: push it, then {remove}", state.display())
            }
            None => remove,
        }
    }

    fn errored_state(&self) -> Option<PathBuf> {
        let environments = self.path.read_dir().ok()?.flatten();
        environments.map(|entry| entry.path().join("terraform/errored.tfstate")).find(|file| file.exists())
    }
}
