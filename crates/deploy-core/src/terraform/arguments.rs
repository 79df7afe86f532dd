//! Arguments that several of Terraform's commands take.

use std::ffi::OsString;
use std::path::Path;

use super::terraform::Settings;
use crate::types::Tag;

pub(super) fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

/// An option with a path as its value; `option` ends with `=`.
pub(super) fn with_path(option: &str, path: &Path) -> OsString {
    let mut word = OsString::from(option);
    word.push(path);
    word
}

/// Values of the variables, in the order in which the later wins: the environment's files, then the tag.
pub(super) fn variables(settings: &Settings, tag: Option<&Tag>) -> Vec<OsString> {
    let files = settings.var_files.iter().map(|file| with_path("-var-file=", file));
    let tag = tag.map(|tag| OsString::from(format!("-var=app_tag={tag}")));
    files.chain(tag).collect()
}

pub(super) fn backend_config(settings: &Settings) -> Vec<OsString> {
    settings.backend_config.iter().map(|config| format!("-backend-config={config}").into()).collect()
}

pub(super) fn color(settings: &Settings) -> Vec<OsString> {
    if settings.color { Vec::new() } else { words(&["-no-color"]) }
}

pub(super) fn parallelism(settings: &Settings) -> Vec<OsString> {
    settings.parallelism.map(|many| format!("-parallelism={many}").into()).into_iter().collect()
}
