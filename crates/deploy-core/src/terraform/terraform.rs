//! The handle that every operation takes: which Terraform, in which folder, for which environment.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tokio::sync::OnceCell;

use super::error::Error;
use super::init::cli_config;
use crate::context::Context;
use crate::env_var;
use crate::process::Program;
use crate::types::EnvName;

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The bare name of the program: `terraform` or `tofu`.
    pub(crate) program: String,
    /// The folder of the configuration, absolute.
    pub(crate) directory: PathBuf,
    /// Terraform's data folder of this environment, absolute: relative, Terraform would resolve it in `directory`.
    pub(crate) data_dir: PathBuf,
    /// Where providers are kept for all projects, if the user has no such folder.
    pub(crate) plugin_cache: Option<PathBuf>,
    /// Where a state that could not be saved is kept.
    pub(crate) errored_states: PathBuf,
    /// Where an apply keeps what Terraform writes while it runs.
    pub(crate) applies: PathBuf,
    /// The environment, for messages and what it is bound to.
    pub(crate) environment: EnvName,
    /// Its workspace.
    pub(crate) workspace: EnvName,
    /// Files of variables, absolute; a later one wins over an earlier one.
    pub(crate) var_files: Vec<PathBuf>,
    /// What completes the configuration of the backend: `KEY=VALUE`, or a file relative to `directory`.
    pub(crate) backend_config: Vec<String>,
    /// How many resources are worked on at once; Terraform's own default is 10.
    pub(crate) parallelism: Option<u32>,
    /// Whether Terraform's text may be coloured.
    pub(crate) color: bool,
    /// Added to the environment of each call, as `AWS_PROFILE`.
    pub(crate) env: Vec<(OsString, OsString)>,
}

/// One configuration in one environment. Cloning is cheap.
#[derive(Clone, Debug)]
pub(crate) struct Terraform {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: Settings,
    /// Looked up when it is first needed: who only reads a state may do without.
    program: OnceLock<Program>,
    context: Context,
    version: OnceCell<String>,
    /// Set once the data folder was seen to be initialised for the configuration.
    initialised: OnceLock<()>,
}

impl Terraform {
    /// Looks for the configuration. Nothing is run, and the program is not looked up yet.
    pub(crate) fn find(settings: Settings, context: &Context) -> Result<Self, Error> {
        require_configuration(&settings.directory)?;
        let (program, version, initialised) = (OnceLock::new(), OnceCell::new(), OnceLock::new());
        let inner = Inner { settings, program, context: context.clone(), version, initialised };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Fails unless the program is installed: checked before a change.
    pub(crate) fn require_program(&self) -> Result<(), Error> {
        self.program().map(|_| ())
    }

    pub(super) fn environment(&self) -> &EnvName {
        &self.settings().environment
    }

    pub(super) fn workspace(&self) -> &EnvName {
        &self.settings().workspace
    }

    pub(super) fn program_name(&self) -> &str {
        &self.settings().program
    }

    /// The program in the environment's workspace.
    pub(super) fn program(&self) -> Result<&Program, Error> {
        if let Some(program) = self.inner.program.get() {
            return Ok(program);
        }
        let found = find_program(self.settings(), self.context())?;
        Ok(self.inner.program.get_or_init(|| found))
    }

    /// Where [`version::of`](super::version::of) keeps its answer.
    pub(super) fn version_cell(&self) -> &OnceCell<String> {
        &self.inner.version
    }

    /// Where the backend keeps that the data folder was seen to be initialised: a file that changes meanwhile changes
    /// nothing of what this run works with.
    pub(super) fn initialised(&self) -> &OnceLock<()> {
        &self.inner.initialised
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(super) fn context(&self) -> &Context {
        &self.inner.context
    }
}

/// The program with the environment that each call needs.
fn find_program(settings: &Settings, context: &Context) -> Result<Program, Error> {
    let mut program = Program::find(&settings.program, context)?
        .in_dir(&settings.directory)
        .env("TF_WORKSPACE", settings.workspace.as_str())
        .env("TF_DATA_DIR", &settings.data_dir)
        .env("TF_IN_AUTOMATION", "1") // no advice to run commands that are ours to run
        .env("TF_INPUT", "0")
        .env("CHECKPOINT_DISABLE", "1"); // asks HashiCorp for newer versions, and waits where there is no way out
    if let Some(cache) = plugin_cache(settings) {
        program = program.env(cli_config::PLUGIN_CACHE, cache);
    }
    for (key, value) in &settings.env {
        program = program.env(key, value);
    }
    Ok(without_arguments(program, context))
}

/// `TF_CLI_ARGS_plan=-destroy` would make another call of ours.
fn without_arguments(mut program: Program, context: &Context) -> Program {
    let names = env_var::all().map(|(name, _)| name);
    let mut ignored: Vec<_> =
        names.filter(|name| name.as_encoded_bytes().starts_with(b"TF_CLI_ARGS")).collect();
    ignored.sort();
    for name in ignored {
        let message = format!("{} is not passed to Terraform", name.display());
        let hint = "set `var_files`, `backend_config` or `parallelism` in deploy.toml";
        context.events.warn(message, Some(hint.to_owned()));
        program = program.without_env(name);
    }
    program
}

/// The cache of providers that Terraform is told to use; none where the user has one.
pub(super) fn plugin_cache(settings: &Settings) -> Option<&Path> {
    settings.plugin_cache.as_deref().filter(|_| !cli_config::has_plugin_cache())
}

fn require_configuration(directory: &Path) -> Result<(), Error> {
    let folder = |problem| Error::NoConfiguration { path: directory.to_owned(), problem };
    let mut entries = directory.read_dir().map_err(|_| folder("folder not found"))?;
    let holds_some = entries.any(|entry| entry.is_ok_and(|entry| is_configuration_file(&entry.path())));
    if holds_some { Ok(()) } else { Err(folder("it contains no `.tf` file")) }
}

/// Whether Terraform (or OpenTofu) would read the file as configuration.
pub(super) fn is_configuration_file(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let is_hidden = name.starts_with('.');
    !is_hidden && [".tf", ".tf.json", ".tofu", ".tofu.json"].iter().any(|end| name.ends_with(end))
}
