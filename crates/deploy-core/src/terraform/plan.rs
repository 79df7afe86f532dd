//! `plan`, always into a file, which is private: a plan holds the values of secrets in clear.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::call::{joined, words};
use super::{Error, Terraform};
use crate::image::Tag;

/// Where the plan's text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Each line is an event at once.
    Stream,
    /// It is returned, to be shown when there is room for it.
    Keep,
}

/// What to plan.
#[derive(Clone, Copy, Debug)]
pub struct PlanRequest<'a> {
    /// The tag that is to run.
    pub tag: &'a Tag,
    /// The file to write, absolute. What is there is replaced.
    pub out: &'a Path,
    /// Whether everything is to go.
    pub destroy: bool,
    /// Where the text goes.
    pub show: Show,
}

/// A plan in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Whether it changes anything, outputs included.
    pub changes: bool,
    /// Terraform's own text, if it was to be kept.
    pub text: Vec<String>,
}

const NO_CHANGES: i32 = 0;
const CHANGES: i32 = 2;

impl Terraform {
    /// Plans. A file without a plan in it does not stay.
    pub async fn plan(&self, request: &PlanRequest<'_>) -> Result<Planned, Error> {
        private_file(request.out).map_err(|source| Error::File { path: request.out.to_owned(), source })?;
        let planned = self.plan_into(request).await;
        if planned.is_err() {
            fs::remove_file(request.out).ok();
        }
        planned
    }

    /// Shows the text of a saved plan.
    pub async fn show(&self, plan: &Path) -> Result<(), Error> {
        let mut args = words(&["show"]);
        args.extend(self.color());
        args.push(plan.into());
        self.run_harmless(&args, &[0], |line| self.say(line.to_owned())).await.map(drop)
    }

    async fn plan_into(&self, request: &PlanRequest<'_>) -> Result<Planned, Error> {
        let mut args = words(&["plan", "-input=false", "-detailed-exitcode"]);
        args.push(joined("-out=", request.out));
        if request.destroy {
            args.extend(words(&["-destroy"]));
        }
        args.extend(self.parallelism());
        args.extend(self.color());
        args.extend(self.variables(Some(request.tag)));
        let streamed = request.show == Show::Stream;
        let say = |line: &str| {
            if streamed {
                self.say(line.to_owned());
            }
        };
        let (code, lines) = self.run_harmless(&args, &[NO_CHANGES, CHANGES], say).await?;
        Ok(Planned { changes: code == CHANGES, text: if streamed { Vec::new() } else { lines } })
    }
}

/// Terraform writes into a file that is there without changing who may read it.
fn private_file(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}
