//! Beside a local state: the file `deploy.lock`, and the folder `deploy-runs/`.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::terraform::error::Error;

const IGNORED: &str = "*deploy.lock\n*deploy-runs/\n.gitignore\n";

/// The lock and the runs beside a local state.
#[derive(Clone, Debug)]
pub(crate) struct LocalStore {
    folder: PathBuf,
    /// What comes before the names: nothing beside `terraform.tfstate`, else the state's name, because a folder may hold
    /// several.
    prefix: String,
}

impl LocalStore {
    pub(super) fn beside(state: &Path) -> Self {
        let name = state.file_name().unwrap_or_default().to_string_lossy();
        let prefix = if name == "terraform.tfstate" { String::new() } else { format!("{name}.") };
        Self { folder: state.parent().unwrap_or(state).to_owned(), prefix }
    }

    /// Whether there is a folder for it. Making that would make the workspace.
    pub(super) fn exists(&self) -> bool {
        self.folder.is_dir()
    }

    pub(super) fn lock_file(&self) -> PathBuf {
        self.folder.join(format!("{}deploy.lock", self.prefix))
    }

    pub(super) fn write_run(&self, id: &str, text: &[u8]) -> Result<(), Error> {
        if !self.exists() {
            return Ok(());
        }
        let runs = self.run_folder();
        let written = fs::create_dir_all(&runs).and_then(|()| self.ignore()).and_then(|()| {
            // Whoever reads at the same time reads the old one or the new one.
            let readable = fs::Permissions::from_mode(0o644);
            let mut file = tempfile::Builder::new().permissions(readable).tempfile_in(&runs)?;
            file.write_all(text)?;
            file.persist(runs.join(format!("{id}.json"))).map_err(io::Error::from)
        });
        written.map(drop).map_err(Error::file(&runs))
    }

    pub(super) fn read_run(&self, id: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.run_folder().join(format!("{id}.json"));
        match fs::read(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::File { path, source }),
        }
    }

    pub(super) fn runs(&self) -> Result<Vec<String>, Error> {
        let folder = self.run_folder();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(Error::File { path: folder, source }),
        };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        Ok(names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect())
    }

    /// Keeps both out of git, unless the folder has a `.gitignore` of the user.
    pub(super) fn ignore(&self) -> io::Result<()> {
        let path = self.folder.join(".gitignore");
        match fs::OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(mut file) => file.write_all(IGNORED.as_bytes()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn run_folder(&self) -> PathBuf {
        self.folder.join(format!("{}deploy-runs", self.prefix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_states_in_one_folder_have_locks_and_runs_of_their_own() {
        let store = |state| LocalStore::beside(Path::new(state));
        assert_eq!(store("/p/terraform.tfstate").lock_file(), Path::new("/p/deploy.lock"));
        assert_eq!(store("/p/dev.tfstate").lock_file(), Path::new("/p/dev.tfstate.deploy.lock"));
        assert_eq!(store("/p/dev.tfstate").run_folder(), Path::new("/p/dev.tfstate.deploy-runs"));
    }

    #[test]
    fn runs_are_written_over_and_kept_out_of_git() {
        let folder = tempfile::tempdir().unwrap();
        let store = LocalStore::beside(&folder.path().join("terraform.tfstate"));
        assert_eq!(store.runs().unwrap(), Vec::<String>::new());
        for text in ["one", "two"] {
            store.write_run("20261128", text.as_bytes()).unwrap();
        }
        assert_eq!(store.runs().unwrap(), ["20261128"]);
        assert_eq!(store.read_run("20261128").unwrap().unwrap(), b"two");
        assert_eq!(store.read_run("other").unwrap(), None);
        assert_eq!(fs::read_to_string(folder.path().join(".gitignore")).unwrap(), IGNORED);
    }

    #[test]
    fn the_ignore_file_of_the_user_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".gitignore"), "*.tfstate\n").unwrap();
        LocalStore::beside(&folder.path().join("terraform.tfstate")).ignore().unwrap();
        assert_eq!(fs::read_to_string(folder.path().join(".gitignore")).unwrap(), "*.tfstate\n");
    }

    #[test]
    fn no_folder_is_made_for_a_workspace_that_does_not_exist() {
        let folder = tempfile::tempdir().unwrap();
        let store = LocalStore::beside(&folder.path().join("dev/terraform.tfstate"));
        store.write_run("20261128", b"one").unwrap();
        assert!(!folder.path().join("dev").exists());
    }
}
