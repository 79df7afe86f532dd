//! Whether an environment's workspace exists, and making one.
//!
//! The listing is read where the states lie; other backends answer `workspace list`, which makes none.

use super::backend::{Backend, DEFAULT};
use super::call::words;
use super::{Error, Terraform};
use crate::aws::Aws;

impl Terraform {
    /// Initialises the data folder, writes the lock file, and makes the workspace if it is missing. Returns whether
    /// it was. On an environment that is there, nothing changes.
    pub async fn create_workspace(&self) -> Result<bool, Error> {
        self.initialise_and_write_lock_file().await?;
        let name = self.environment().as_str();
        let is_there = self.ask_for_workspaces().await?.iter().any(|known| known == name);
        if !is_there {
            let program = self.program_without_workspace()?;
            let mut args = words(&["workspace", "select", "-or-create=true"]);
            args.extend(self.color());
            args.push(name.into());
            self.run_aloud(&program, &args).await?;
            self.require_among(self.ask_for_workspaces().await?)?;
        }
        Ok(!is_there)
    }

    /// Fails with the known ones if the workspace does not exist. The data folder must be initialised.
    pub async fn require_workspace(&self, aws: Option<&Aws>) -> Result<(), Error> {
        let name = self.environment().as_str();
        if name == DEFAULT {
            return Ok(());
        }
        let known = match (self.backend()?, aws) {
            (Backend::Local(folder), _) => folder.workspaces(),
            (Backend::S3(bucket), Some(aws)) if bucket.has(name, aws).await? => return Ok(()),
            (Backend::S3(bucket), Some(aws)) => bucket.workspaces(aws).await?,
            _ => self.ask_for_workspaces().await?,
        };
        self.require_among(known)
    }

    fn require_among(&self, known: Vec<String>) -> Result<(), Error> {
        let name = self.environment();
        if known.iter().any(|known| known == name.as_str()) {
            return Ok(());
        }
        Err(Error::UnknownWorkspace { name: name.clone(), known: Some(known) })
    }

    async fn ask_for_workspaces(&self) -> Result<Vec<String>, Error> {
        let program = self.program_without_workspace()?;
        let ran = self.run(&program, &words(&["workspace", "list"]), |_| {}).await?;
        self.finish(&ran, &[0])?;
        Ok(listed(&ran.stdout))
    }
}

/// `* ` stands before the chosen one; after the list there may be a remark.
fn listed(lines: &[String]) -> Vec<String> {
    let names = lines.iter().take_while(|line| !line.trim().is_empty());
    names.map(|line| line.trim_start_matches(['*', ' ']).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_ends_before_the_remark() {
        let lines = ["  default", "* dev", "", "", "The active workspace is being overridden"];
        assert_eq!(listed(&lines.map(str::to_owned)), ["default", "dev"]);
    }
}
