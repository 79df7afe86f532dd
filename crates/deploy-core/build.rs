//! Lists the files of `terraform-modules` that the binary carries: what a project needs of them, without tests and
//! examples.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const LEFT_OUT: [&str; 2] = ["tests", "examples"];
const TAKEN: [&str; 2] = ["tf", "md"];

fn main() {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let root =
        manifest.join("../../terraform-modules").canonicalize().expect("the modules are beside the crates");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&root).expect("it was found there").display().to_string();
        writeln!(list, "    ({name:?}, include_str!({:?})),", file.display().to_string())
            .expect("writing to a string does not fail");
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("terraform_modules.rs"), list).expect("cargo's own folder can be written");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the modules can be read").flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') || LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| TAKEN.iter().any(|taken| end == *taken)) {
            files.push(path);
        }
    }
}
