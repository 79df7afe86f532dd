//! The commit that a project is at.

use std::path::Path;

use super::record::GitState;
use crate::context::Context;
use crate::process::Program;

/// The commit of the project's folder, and whether it has changes beside it; none without git or a repository.
pub(super) async fn state(project: &Path, context: &Context) -> Option<GitState> {
    let git = Program::find("git", context).ok()?.in_dir(project).quick();
    let args = ["--no-optional-locks", "-c", "core.fsmonitor=false", "status", "--porcelain=v2", "--branch"];
    let output = git.read(&args).await.ok()?;
    (output.exit.code() == 0).then(|| parse(&output.stdout)).flatten()
}

/// <https://git-scm.com/docs/git-status#_porcelain_format_version_2>
fn parse(status: &str) -> Option<GitState> {
    let commit = status.lines().find_map(|line| line.strip_prefix("# branch.oid "))?;
    let is_commit = commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    let dirty = status.lines().any(|line| !line.starts_with('#'));
    is_commit.then(|| GitState { commit: commit.to_owned(), dirty })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_of_git_has_the_commit_and_the_changes() {
        let head = "# branch.oid 3f2a\n# branch.head main\n";
        assert_eq!(parse(head), Some(GitState { commit: "3f2a".to_owned(), dirty: false }));
        assert!(parse(&format!("{head}? new.txt\n")).unwrap().dirty);
        assert_eq!(parse("# branch.oid (initial)\n# branch.head main\n"), None);
    }
}
