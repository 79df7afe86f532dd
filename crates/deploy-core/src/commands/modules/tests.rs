use std::fs;
use std::path::Path;

use super::manifest::{FILE as MANIFEST, checksum};
use super::target::{Error, Target};
use super::vendor::{FILES, Vendored, vendor};
use crate::context::Context;
use crate::error::{Failure, Kind};

const OLD: &[(&str, &str)] = &[("a/main.tf", "old a"), ("b/main.tf", "old b")];
const NEW: &[(&str, &str)] = &[("a/main.tf", "new a"), ("c/main.tf", "new c")];

fn put(folder: &Path, files: &[(&str, &str)], force: bool) -> Result<Vendored, Error> {
    vendor(files, "1", &Target { folder, force }, &Context::silent())
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_default()
}

#[test]
fn what_is_unchanged_follows_the_modules() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert_eq!(put(folder, OLD, false).unwrap(), Vendored { written: 2, removed: 0, files: 2 });
    assert_eq!(put(folder, OLD, false).unwrap(), Vendored { written: 0, removed: 0, files: 2 });
    assert_eq!(put(folder, NEW, false).unwrap(), Vendored { written: 2, removed: 1, files: 2 });
    assert!(!folder.join("b/main.tf").exists());
}

#[test]
fn the_list_does_not_lead_outside() {
    let folder = tempfile::tempdir().unwrap();
    let (outside, folder) = (folder.path().join("outside"), folder.path().join("modules"));
    put(&folder, OLD, false).unwrap();
    fs::write(&outside, "theirs").unwrap();
    let list = text(&folder, MANIFEST).replace("b/main.tf", "../outside");
    fs::write(folder.join(MANIFEST), list.replace(&checksum(b"old b"), &checksum(b"theirs"))).unwrap();
    put(&folder, NEW, false).unwrap();
    assert!(outside.exists());
}

#[test]
fn what_was_changed_by_hand_is_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    put(folder, OLD, false).unwrap();
    fs::write(folder.join("a/main.tf"), "mine").unwrap();
    fs::write(folder.join("b/main.tf"), "mine too").unwrap();
    let error = put(folder, NEW, false).unwrap_err();
    assert_eq!(error.to_string(), "changed by hand since they were vendored: a/main.tf");
    assert_eq!(error.kind(), Kind::Refused);
    assert_eq!((text(folder, "a/main.tf"), text(folder, "c/main.tf")), ("mine".into(), String::new()));
    put(folder, NEW, true).unwrap();
    assert_eq!((text(folder, "a/main.tf"), text(folder, "b/main.tf")), ("new a".into(), "mine too".into()));
}

#[test]
fn the_modules_are_there_without_their_tests() {
    let has = |name: &str| FILES.iter().any(|(file, _)| *file == name);
    assert!(has("cluster/main.tf") && has("services/generic/main.tf") && has("job/README.md"));
    assert!(!FILES.iter().any(|(file, _)| file.contains("tests") || file.contains("examples")));
}
