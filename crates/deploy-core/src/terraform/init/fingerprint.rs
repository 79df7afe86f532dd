//! What decides whether `init` is needed: a hash over it, which an `init` leaves behind.
//!
//! That is the `terraform`, `module` and `provider` blocks of the root and of its local modules, the lock file, the
//! CLI configuration, the configuration of the backend and the program. Bodies of modules and values of variables do not
//! decide.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::cli_config;
use super::hcl_blocks::init_blocks;
use crate::env_var;
use crate::terraform::error::Error;
use crate::terraform::terraform::is_configuration_file;
use crate::types::sha256;

const INIT_VARIABLES: [&str; 2] = ["TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"];

pub(super) fn of_program(program: &Path) -> String {
    let mut hash = Hash(Sha256::new());
    hash.program(program);
    sha256::hex_of(&hash.0.finalize())
}

pub(super) fn of(directory: &Path, data_dir: &Path, backend_config: &[String]) -> Result<String, Error> {
    let mut hash = Hash(Sha256::new());
    for folder in std::iter::once(directory.to_owned()).chain(local_modules(directory, data_dir)) {
        hash.folder(&folder)?;
    }
    hash.optional_file(&directory.join(".terraform.lock.hcl"));
    for variable in INIT_VARIABLES {
        hash.add(variable.as_bytes());
        hash.add(env_var::inherited(variable).unwrap_or_default().as_encoded_bytes());
    }
    for config in backend_config {
        hash.add(config.as_bytes());
        hash.optional_file(&directory.join(config));
    }
    if let Some(config) = cli_config::path() {
        hash.optional_file(&config);
    }
    Ok(sha256::hex_of(&hash.0.finalize()))
}

/// The folders of modules that are part of the project, as the last `init` found them; a new one is in a new block.
fn local_modules(directory: &Path, data_dir: &Path) -> Vec<PathBuf> {
    #[derive(Deserialize)]
    struct Manifest {
        #[serde(rename = "Modules")]
        modules: Vec<Module>,
    }
    #[derive(Deserialize)]
    struct Module {
        #[serde(rename = "Source")]
        source: String,
        #[serde(rename = "Dir")]
        dir: PathBuf,
    }
    let text = fs::read(data_dir.join("modules/modules.json")).unwrap_or_default();
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&text) else { return Vec::new() };
    let is_local = |module: &Module| module.source.starts_with("./") || module.source.starts_with("../");
    let mut folders: Vec<_> =
        manifest.modules.into_iter().filter(is_local).map(|module| directory.join(module.dir)).collect();
    folders.sort();
    folders.dedup();
    folders
}

struct Hash(Sha256);

impl Hash {
    /// Two fields never read as one.
    fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn folder(&mut self, folder: &Path) -> Result<(), Error> {
        let entries = fs::read_dir(folder).map_err(Error::file(folder))?;
        let mut files: Vec<_> =
            entries.flatten().map(|entry| entry.path()).filter(|path| is_configuration_file(path)).collect();
        files.sort();
        for path in files {
            let text = fs::read(&path).map_err(Error::file(&path))?;
            let text = String::from_utf8_lossy(&text);
            let is_json = path.extension().is_some_and(|extension| extension == "json");
            let relevant = if is_json { text.into_owned() } else { init_blocks(&text) };
            if !relevant.is_empty() {
                self.add(path.as_os_str().as_encoded_bytes());
                self.add(relevant.as_bytes());
            }
        }
        Ok(())
    }

    fn optional_file(&mut self, path: &Path) {
        self.add(&fs::read(path).unwrap_or_default());
    }

    /// Another version is another file; to ask it for its version would cost more than all the rest.
    fn program(&mut self, path: &Path) {
        self.add(path.as_os_str().as_encoded_bytes());
        if let Ok(metadata) = path.metadata() {
            self.add(&metadata.len().to_le_bytes());
            self.add(format!("{:?}", metadata.modified().ok()).as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "terraform {\nrequired_providers {\n aws = { # }\n  source = \"x}\"\n }\n}\nbackend \"s3\" {\n}\n}\n\nvariable \"x\" {\n}\nmodule \"a\" { source = \"./a\" }\nresource \"b\" \"c\" {\n  module = 1\n}\nprovider \"aws\" {\n}\n";

    struct Project(tempfile::TempDir);

    impl Project {
        fn new() -> Self {
            let project = Self(tempfile::tempdir().unwrap());
            project.write("main.tf", TEXT);
            project
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.0.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn fingerprint(&self) -> String {
            of(self.0.path(), &self.0.path().join("data"), &[]).unwrap()
        }
    }

    #[test]
    fn a_body_does_not_change_it_and_a_backend_or_a_lock_file_does() {
        let project = Project::new();
        let before = project.fingerprint();
        project.write("main.tf", &TEXT.replace("module = 1", "module = 2"));
        project.write("terraform.dev.tfvars", "x = 1");
        assert_eq!(project.fingerprint(), before);
        project.write("main.tf", &TEXT.replace("\"s3\"", "\"local\""));
        let after = project.fingerprint();
        assert_ne!(after, before);
        project.write(".terraform.lock.hcl", "x");
        assert_ne!(project.fingerprint(), after);
    }

    #[test]
    fn a_local_modules_own_modules_count() {
        let project = Project::new();
        project.write(
            "data/modules/modules.json",
            r#"{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"a","Source":"./a","Dir":"a"}]}"#,
        );
        project.write("a/main.tf", "resource \"x\" \"y\" {\n}\n");
        let before = project.fingerprint();
        project.write("a/main.tf", "module \"deeper\" {\n source = \"./b\"\n}\n");
        assert_ne!(project.fingerprint(), before);
    }
}
