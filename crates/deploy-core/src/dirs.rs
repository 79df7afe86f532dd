//! The folder `.deploy` beside the project's files: what the tool keeps (a Terraform data folder for each
//! environment) and what it needs for a moment (`run/PID`, removed at the end).
//!
//! It ignores itself with a `.gitignore` of its own, so nobody has to remember. What a killed run left behind in
//! `run/` is swept at the next start.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::Pid;

use crate::error::{Failure, Hint, Kind};
use crate::types::EnvName;

/// The folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("could not write to `{path}`")]
pub(crate) struct Error {
    path: PathBuf,
    source: io::Error,
}

impl Failure for Error {
    fn kind(&self) -> Kind {
        Kind::Usage
    }

    fn hints(&self) -> Vec<Hint> {
        vec!["the project's folder must be writable: `.deploy` holds Terraform's data".into()]
    }
}

/// The project's `.deploy` folder.
#[derive(Clone, Debug)]
pub(crate) struct Dirs {
    root: PathBuf,
}

impl Dirs {
    /// Makes the folder in `project` (an absolute path) where it is missing, and sweeps what dead runs left in it.
    pub(crate) fn open(project: &Path) -> Result<Self, Error> {
        let root = project.join(".deploy");
        let dirs = Self { root };
        private(&dirs.root)?;
        let ignore = dirs.root.join(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "*\n").map_err(|source| Error { path: ignore, source })?;
        }
        dirs.sweep();
        Ok(dirs)
    }

    /// Terraform's data folder of an environment, absolute. Terraform makes it.
    pub(crate) fn terraform_data(&self, environment: &EnvName) -> Result<PathBuf, Error> {
        Ok(private(&self.root.join(environment.as_str()))?.join("terraform"))
    }

    /// A folder of this run's own, for what must be a file for a moment. It goes when the value is dropped.
    pub(crate) fn run_dir(&self) -> Result<RunDir, Error> {
        let runs = private(&self.root.join("run"))?;
        let own = private(&runs.join(std::process::id().to_string()))?;
        let folder = tempfile::Builder::new()
            .prefix("")
            .tempdir_in(&own)
            .map_err(|source| Error { path: own, source })?;
        Ok(RunDir { folder })
    }

    /// Removes the folders of runs whose process is gone. One that cannot be removed is left for the next start.
    fn sweep(&self) {
        for entry in fs::read_dir(self.root.join("run")).into_iter().flatten().flatten() {
            let pid = entry.file_name().to_str().and_then(|name| name.parse().ok());
            if pid.is_some_and(|pid| kill(Pid::from_raw(pid), None) == Err(Errno::ESRCH)) {
                fs::remove_dir_all(entry.path()).ok();
            }
        }
    }
}

/// Makes a folder that only we can read.
fn private(path: &Path) -> Result<PathBuf, Error> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|source| Error { path: path.to_owned(), source })?;
    Ok(path.to_owned())
}

/// A folder that only we can read, for as long as the value lives.
#[derive(Debug)]
pub(crate) struct RunDir {
    folder: tempfile::TempDir,
}

impl RunDir {
    /// Where it is, absolute.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for RunDir {
    fn drop(&mut self) {
        // The folder of the process goes with its last run folder; `remove_dir` refuses while another is in it.
        fs::remove_dir_all(self.folder.path()).ok();
        if let Some(own) = self.folder.path().parent() {
            fs::remove_dir(own).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn it_ignores_itself_and_is_private() {
        let project = tempfile::tempdir().unwrap();
        let dirs = Dirs::open(project.path()).unwrap();
        let data = dirs.terraform_data(&"dev".parse().unwrap()).unwrap();
        assert_eq!(fs::read_to_string(project.path().join(".deploy/.gitignore")).unwrap(), "*\n");
        assert_eq!(data.parent().unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn a_run_dir_goes_with_its_value_and_a_dead_runs_at_the_next_start() {
        let project = tempfile::tempdir().unwrap();
        let dirs = Dirs::open(project.path()).unwrap();
        let run = dirs.run_dir().unwrap();
        let (own, path) = (run.path().parent().unwrap().to_owned(), run.path().to_owned());
        let dead = project.path().join(".deploy/run/4194305"); // one more than the highest process id of Linux
        fs::create_dir(&dead).unwrap();
        Dirs::open(project.path()).unwrap();
        assert!(path.exists() && !dead.exists());
        drop(run);
        assert!(!own.exists());
    }
}
