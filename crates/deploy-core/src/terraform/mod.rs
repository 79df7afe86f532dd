//! Terraform in its own terms: workspaces, init, plan, apply, outputs, the state and its lock.
//!
//! What a reader would get wrong: an environment is a workspace chosen by `TF_WORKSPACE` for each call, and Terraform
//! makes an unknown one in silence, in `plan`, in `output`, with a local state even in `init`. So
//! [`Terraform::require_workspace`] comes before whatever reads or plans, and only [`Terraform::create_workspace`]
//! makes one. `workspace select` is not used to choose: its choice is shared by all who use the folder.
//!
//! Where the state is local or in S3 it is read without Terraform, which takes half a second to answer with one of
//! its own outputs.

mod apply;
mod backend;
mod bucket;
mod call;
mod diagnostic;
mod document;
mod error;
mod fingerprint;
mod folder;
mod init;
mod lock;
mod meaning;
mod outputs;
mod pass_through;
mod passport;
mod plan;
mod state;
mod stream;
#[cfg(test)]
mod tests;
mod turn;
mod version;
mod workspace;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tokio::sync::OnceCell;

pub use apply::{Applied, ApplyFailure, Change};
pub use error::Error;
pub use init::Init;
pub use lock::Lock;
pub use outputs::{Output, Outputs};
pub use passport::{Circumstances, Passport};
pub use plan::{PlanRequest, Planned, Show};
pub use state::{AppliedService, State};

use crate::context::Context;
use crate::image::EnvName;
use crate::process::Program;

/// Which Terraform, where, for which environment.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The bare name of the program: `terraform` or `tofu`.
    pub program: String,
    /// The folder of the configuration, absolute.
    pub directory: PathBuf,
    /// Terraform's data folder of this environment, absolute: relative, Terraform would resolve it in `directory`.
    pub data_dir: PathBuf,
    /// The environment, which is the workspace's name.
    pub workspace: EnvName,
    /// Files of variables, absolute; a later one wins over an earlier one.
    pub var_files: Vec<PathBuf>,
    /// How many resources are worked on at once; Terraform's own default is 10.
    pub parallelism: Option<u32>,
    /// Whether Terraform's text may be coloured.
    pub color: bool,
    /// Added to the environment of each call, as `AWS_PROFILE`.
    pub env: Vec<(OsString, OsString)>,
}

/// One configuration in one environment. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Terraform {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: Settings,
    /// Looked up when it is first needed: who only reads a state may do without.
    program: OnceLock<Program>,
    context: Context,
    version: OnceCell<String>,
}

impl Terraform {
    /// Looks for the configuration. Nothing is run, and the program is not looked up yet.
    pub fn find(settings: Settings, context: &Context) -> Result<Self, Error> {
        require_configuration(&settings.directory)?;
        let (program, version) = (OnceLock::new(), OnceCell::new());
        let inner = Inner { settings, program, context: context.clone(), version };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The environment.
    pub fn environment(&self) -> &EnvName {
        &self.settings().workspace
    }

    /// The program's bare name.
    pub fn program_name(&self) -> &str {
        &self.settings().program
    }

    fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    fn context(&self) -> &Context {
        &self.inner.context
    }
}

fn require_configuration(directory: &Path) -> Result<(), Error> {
    let folder = |problem| Error::Folder { path: directory.to_owned(), problem };
    let mut entries = directory.read_dir().map_err(|_| folder("there is no such folder"))?;
    let holds_some =
        entries.any(|entry| entry.is_ok_and(|entry| fingerprint::is_configuration(&entry.path())));
    if holds_some { Ok(()) } else { Err(folder("it holds no `.tf` file")) }
}
