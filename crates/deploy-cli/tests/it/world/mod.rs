//! A world for one run of the program: a project laid out by convention, and stand-ins for everything outside of it.
//!
//! What a reader would get wrong: the sandbox's clock moves with each look at a service, so a rollout takes the same
//! number of polls on every machine.

mod application;
mod engine;
mod invocation;
mod ran;
mod real_engine;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use sandbox::{Options, Pace, Sandbox};
use serde_json::json;
use tempfile::TempDir;

pub(crate) use application::STATE;
use engine::Engine;
pub(crate) use invocation::{Invocation, Running};
pub(crate) use ran::{FILTERS, Ran, assert_ran};
use real_engine::RealEngine;

/// Never to be seen anywhere.
pub(crate) const CANARY: &str = "canary-5f1d";

const DEV: &str = "region = \"us-east-1\"\n";

/// The world.
pub(crate) struct World {
    folder: TempDir,
    /// AWS.
    pub(crate) sandbox: Sandbox,
    engine: Engine,
    /// The machine's own engine, where it takes the other one's place.
    real_engine: Option<RealEngine>,
}

impl World {
    /// A project with the environments `dev` and `prod`, to which nothing was applied yet. Their workspaces are there, and
    /// so are the repositories.
    pub(crate) fn new() -> Self {
        Self::new_in(Self::options())
    }

    fn new_in(options: Options) -> Self {
        let world = Self::bare_in(options);
        for workspace in ["dev", "prod"] {
            fs::create_dir_all(world.path("project/terraform/terraform.tfstate.d").join(workspace)).unwrap();
        }
        for name in ["app_base", "worker"] {
            world.call(
                "ecr",
                "CreateRepository",
                json!({ "repositoryName": name, "imageTagMutability": "IMMUTABLE" }),
            );
        }
        world
    }

    /// What the sandbox of a world is started with.
    pub(crate) fn options() -> Options {
        Options { pace: Pace::Polls, step: Duration::from_millis(500), ..Options::default() }
    }

    /// The same on the first day: neither workspaces nor repositories.
    pub(crate) fn bare() -> Self {
        Self::bare_in(Self::options())
    }

    fn bare_in(options: Options) -> Self {
        let sandbox = Sandbox::start(options).unwrap();
        let (folder, engine) = (tempfile::tempdir().unwrap(), Engine::start());
        let world = Self { folder, sandbox, engine, real_engine: None };
        world.lay_out();
        world
    }

    fn lay_out(&self) {
        self.install("terraform", include_str!("../stand_ins/terraform"));
        self.install("docker", include_str!("../stand_ins/docker"));
        for folder in ["home", "empty"] {
            fs::create_dir(self.path(folder)).unwrap();
        }
        let port = self.sandbox.endpoint().rsplit(':').next().unwrap().to_owned();
        let compose = json!({ "services": {
            "base": self.built("app_base", &json!({})),
            "worker": self.built("worker", &json!({ "base": { "condition": "service_started" } })),
        } });
        for (name, text) in [
            ("script/port", port.as_str()),
            ("script/version", "1.11.4"),
            ("script/calls", ""),
            ("script/stream", ""),
            ("script/compose-version", "2.29.7"),
            ("script/compose.json", &compose.to_string()),
            ("log", ""),
            ("project/terraform/main.tf", "variable \"app_tag\" {}\n"),
            ("project/terraform/terraform.dev.tfvars", DEV),
            ("project/terraform/terraform.prod.tfvars", DEV),
            ("project/build/docker-compose.build.yml", "# the stand-in answers for it\n"),
            ("project/build/app_base/Dockerfile", "FROM scratch\n"),
            ("project/build/worker/Dockerfile", "FROM scratch\n"),
        ] {
            self.write(name, text);
        }
    }

    fn built(&self, name: &str, depends_on: &serde_json::Value) -> serde_json::Value {
        json!({
            "image": format!("{}/{name}:@TAG@", self.sandbox.registry()),
            "build": { "context": self.path("project/build").join(name), "dockerfile": "Dockerfile" },
            "depends_on": depends_on,
        })
    }

    /// Puts a stand-in on the program's PATH.
    pub(crate) fn install(&self, name: &str, script: &str) {
        let path = format!("bin/{name}");
        self.write(&path, &script.replace("@WORLD@", self.folder.path().to_str().unwrap()));
        fs::set_permissions(self.path(&path), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Takes a stand-in away.
    pub(crate) fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }

    /// Where something of the world is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the world.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Reads a file of the world; nothing where there is none.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// Tells a stand-in what to do: the file's being there, or its text.
    pub(crate) fn script(&self, name: &str, text: &str) {
        self.write(&format!("script/{name}"), text);
    }

    /// A call of AWS that nobody records.
    pub(crate) fn call(&self, service: &str, operation: &str, input: serde_json::Value) -> serde_json::Value {
        self.sandbox.call(service, operation, input).unwrap()
    }

    /// Runs the program with these arguments to its end.
    pub(crate) fn deploy(&self, args: &[&str]) -> Ran {
        self.invocation(args).run()
    }

    /// A run of the program that can still be changed.
    pub(crate) fn invocation<'w>(&'w self, args: &[&str]) -> Invocation<'w> {
        Invocation::new(self, args)
    }

    /// Where the engine is.
    fn docker_host(&self) -> String {
        self.real_engine.as_ref().map_or_else(|| self.engine.address(), |engine| engine.address.clone())
    }

    /// Lets the engine have no image.
    pub(crate) fn without_images(&self) {
        self.engine.forget_images();
    }

    /// The passwords that the engine was given for registries.
    pub(crate) fn passwords(&self) -> Vec<String> {
        self.engine.passwords()
    }

    /// All calls since this was last asked.
    fn calls(&self) -> Vec<String> {
        let mut lines: Vec<_> = self.read("log").lines().map(str::to_owned).collect();
        self.write("log", "");
        lines.extend(self.engine.take_requests());
        lines.extend(self.sandbox.calls().iter().map(|call| format!("aws {call}")));
        self.sandbox.clear_calls();
        lines
    }
}

/// Calls that follow each other are told once, with their number. How often something is looked at says nothing.
fn counted(lines: &[String]) -> String {
    let told = lines.chunk_by(|one, other| one == other).map(|same| match same {
        [one] => one.clone(),
        [one, ..] if one.contains(" Describe") => one.clone(),
        [one, ..] => format!("{one} ({} times)", same.len()),
        [] => String::new(),
    });
    told.collect::<Vec<_>>().join("\n")
}
