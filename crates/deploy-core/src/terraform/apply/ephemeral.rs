//! Ephemeral variables: a saved plan does not hold their values, so that they are given again when it is applied
//! (<https://developer.hashicorp.com/terraform/language/block/variable#ephemeral>).

use std::ffi::OsString;
use std::fs;

use crate::terraform::arguments;
use crate::terraform::terraform::{Settings, is_configuration_file};

/// The files of variables, where a root declares anything ephemeral. Terraform before 1.10 knows none, and takes no variables
/// with a saved plan. To give them in vain is no error: their values are those of the plan.
pub(super) fn variables(settings: &Settings) -> Vec<OsString> {
    if declares_some(settings) { arguments::variables(settings, None) } else { Vec::new() }
}

fn declares_some(settings: &Settings) -> bool {
    let entries = settings.directory.read_dir().into_iter().flatten().flatten();
    let mut files = entries.map(|entry| entry.path()).filter(|path| is_configuration_file(path));
    files.any(|file| fs::read_to_string(file).is_ok_and(|text| text.contains("ephemeral")))
}
