//! `plan`, always into a file, which is private: a plan holds the values of secrets in clear.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::arguments::{self, with_path, words};
use super::command::emit_line;
use super::error::Error;
use super::read_only;
use super::terraform::Terraform;
use crate::types::Tag;

/// Where the plan's text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Show {
    /// Each line is an event at once.
    Stream,
    /// It is returned, to be shown when there is room for it.
    Keep,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct PlanRequest<'a> {
    /// The tag that is to run.
    pub(crate) tag: &'a Tag,
    /// The file to write, absolute. What is there is replaced.
    pub(crate) out: &'a Path,
    /// Plans to destroy everything.
    pub(crate) destroy: bool,
    pub(crate) show: Show,
}

#[derive(Debug)]
pub(crate) struct Planned {
    /// Whether it changes anything, outputs included.
    pub(crate) changes: bool,
    /// Terraform's own text, if it was to be kept.
    pub(crate) text: Vec<String>,
}

const NO_CHANGES: i32 = 0;
const CHANGES: i32 = 2;

/// Plans. A file without a plan in it does not stay.
pub(crate) async fn plan(terraform: &Terraform, request: &PlanRequest<'_>) -> Result<Planned, Error> {
    make_private(request.out).map_err(Error::file(request.out))?;
    let planned = plan_into(terraform, request).await;
    if planned.is_err() {
        fs::remove_file(request.out).ok();
    }
    planned
}

async fn plan_into(terraform: &Terraform, request: &PlanRequest<'_>) -> Result<Planned, Error> {
    let streamed = request.show == Show::Stream;
    let text = |line: &str| {
        if streamed {
            emit_line(terraform, line.to_owned());
        }
    };
    let output =
        read_only::run(terraform, &arguments_of(terraform, request), &[NO_CHANGES, CHANGES], text).await?;
    let text = if streamed { Vec::new() } else { output.stdout };
    Ok(Planned { changes: output.exit.code() == CHANGES, text })
}

fn arguments_of(terraform: &Terraform, request: &PlanRequest<'_>) -> Vec<OsString> {
    let settings = terraform.settings();
    let mut args = words(&["plan", "-input=false", "-detailed-exitcode"]);
    args.push(with_path("-out=", request.out));
    if request.destroy {
        args.extend(words(&["-destroy"]));
    }
    args.extend(arguments::parallelism(settings));
    args.extend(arguments::color(settings));
    args.extend(arguments::variables(settings, Some(request.tag)));
    args
}

/// Terraform writes into a file that is there without changing who may read it.
fn make_private(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}
