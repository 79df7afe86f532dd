//! The machine's own Docker engine, for what a stand-in cannot tell: how an engine takes a registry's failures.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use sandbox::test_programs::require_program;
use sandbox::{Behind, Options};
use tempfile::TempDir;

use super::World;

/// The engine, with one image for a world. Its name, which has the registry's port in it, is taken away at the end.
pub(super) struct RealEngine {
    /// As `DOCKER_HOST` says, or where Docker puts it.
    pub(super) address: String,
    image: String,
}

impl World {
    /// A world with a real engine, which has `app_base:1.0.0`, and a real registry.
    pub(crate) fn with_real_engine() -> Self {
        let registry = Behind::Program(require_program("DOCKER_REGISTRY_PROGRAM", "docker-registry"));
        let mut world = Self::new_in(Options { registry, ..Self::options() });
        let image = format!("{}/app_base:1.0.0", world.sandbox.registry());
        make(&image);
        let address = env::var("DOCKER_HOST").unwrap_or_else(|_| "unix:///var/run/docker.sock".to_owned());
        world.real_engine = Some(RealEngine { address, image });
        world
    }
}

impl Drop for RealEngine {
    fn drop(&mut self) {
        docker(&["rmi", "--force", &self.image]);
    }
}

/// Makes an image of one file.
fn make(image: &str) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n").unwrap();
    assert!(docker(&["build", "--quiet", "--tag", image, &path(folder.path())]), "`{image}` was not made");
}

fn path(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[expect(clippy::disallowed_methods, reason = "a test is not the program")]
fn docker(args: &[&str]) -> bool {
    Command::new("docker").args(args).env("DOCKER_BUILDKIT", "0").output().unwrap().status.success()
}
