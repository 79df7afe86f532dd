//! What an `init` leaves behind in the data folder: the fingerprint of what it was made for.

use std::fs;
use std::path::PathBuf;

use super::fingerprint;
use crate::process::Program;
use crate::terraform::error::Error;
use crate::terraform::terraform::Terraform;

/// Whether the last `init` was made for what the configuration says now.
pub(crate) fn is_initialised(terraform: &Terraform) -> Result<bool, Error> {
    let stamped = fs::read_to_string(path(terraform)).unwrap_or_default();
    Ok(match terraform.program() {
        Ok(program) => stamped == content(terraform, program)?,
        // What a missing program once initialised can still be read.
        Err(_) => stamped.lines().next() == Some(&fingerprint_of(terraform)?),
    })
}

pub(crate) fn write(terraform: &Terraform) -> Result<(), Error> {
    let path = path(terraform);
    let content = content(terraform, terraform.program()?)?;
    fs::write(&path, content).map_err(Error::file(&path))
}

fn content(terraform: &Terraform, program: &Program) -> Result<String, Error> {
    Ok(format!("{}\n{}\n", fingerprint_of(terraform)?, fingerprint::of_program(program.path())))
}

fn fingerprint_of(terraform: &Terraform) -> Result<String, Error> {
    let settings = terraform.settings();
    fingerprint::of(&settings.directory, &settings.data_dir, &settings.backend_config)
}

fn path(terraform: &Terraform) -> PathBuf {
    terraform.settings().data_dir.join("deploy.initialised")
}
