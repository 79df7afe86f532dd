//! `deploy modules`.

use std::path::Path;

use deploy_core::commands::{Vendored, vendor_modules};

use super::Desk;
use crate::args::Modules;
use crate::outcome::{Ended, Outcome};

pub(super) fn run(desk: &Desk, command: &Modules) -> Ended {
    let Modules::Vendor { folder, force } = command;
    let place = desk.global.directory.as_deref().unwrap_or(Path::new(".")).join(folder);
    let version = env!("CARGO_PKG_VERSION");
    let Vendored { written, removed, files } = vendor_modules(&desk.context, &place, version, *force)?;
    let name = folder.display();
    Ok(Outcome::done(if written + removed == 0 {
        format!("{name} has the {files} files of the modules {version} already")
    } else {
        format!("{name} has the modules {version}: {written} of {files} files written, {removed} removed")
    }))
}
