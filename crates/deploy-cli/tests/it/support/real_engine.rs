//! The machine's own Docker engine, for what the fake one cannot show: how an engine reacts to failures of a registry.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use sandbox::test_programs::require_program;
use sandbox::{Backend, Options};
use tempfile::TempDir;

use super::world::World;

/// The engine, with one image for a world. The image is removed at the end.
pub(super) struct RealEngine {
    /// `DOCKER_HOST`, or Docker's default.
    pub(super) address: String,
    image: String,
}

/// A world with a real engine, which has `app_base:1.0.0`, and a real registry.
pub(crate) fn world_with_real_engine() -> World {
    let registry = Backend::Program(require_program("DOCKER_REGISTRY_PROGRAM", "docker-registry"));
    let mut world = World::with(Options { registry, ..World::options() });
    let image = format!("{}/app_base:1.0.0", world.sandbox.registry());
    build_image(&image);
    let address = env::var("DOCKER_HOST").unwrap_or_else(|_| "unix:///var/run/docker.sock".to_owned());
    world.real_engine = Some(RealEngine { address, image });
    world
}

impl Drop for RealEngine {
    fn drop(&mut self) {
        docker(&["rmi", "--force", &self.image]);
    }
}

/// Builds an image of one file.
fn build_image(image: &str) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n").unwrap();
    assert!(docker(&["build", "--quiet", "--tag", image, &path(folder.path())]), "`{image}` was not built");
}

fn path(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[expect(clippy::disallowed_methods, reason = "a test is not the program")]
fn docker(args: &[&str]) -> bool {
    Command::new("docker").args(args).env("DOCKER_BUILDKIT", "0").output().unwrap().status.success()
}
