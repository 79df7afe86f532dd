//! The world of one run of the program, in a temporary folder.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sandbox::{Options, Pace, Sandbox};
use serde_json::json;
use tempfile::TempDir;

use super::fake_engine::FakeEngine;
use super::invocation::Invocation;
use super::real_engine::RealEngine;
use super::run_result::RunResult;

/// The value of every secret.
pub(crate) const SECRET: &str = "canary-5f1d";

const DEV: &str = "region = \"us-east-1\"\n";

/// A project laid out by convention, with fake programs on its PATH, a sandbox for AWS, and a fake Docker engine.
pub(crate) struct World {
    /// The engine of the machine, used instead of the fake one. It comes first: its image, in whose name the registry's port
    /// is, must be removed before another world can have that port.
    pub(super) real_engine: Option<RealEngine>,
    folder: TempDir,
    pub(crate) sandbox: Arc<Sandbox>,
    engine: FakeEngine,
}

impl World {
    /// A project with the environments `dev` and `prod`, their workspaces and the repositories. Nothing was applied yet.
    pub(crate) fn new() -> Self {
        Self::with(Self::options())
    }

    /// The same in a sandbox with these options.
    pub(super) fn with(options: Options) -> Self {
        let world = Self::before_create_with(options);
        for workspace in ["dev", "prod"] {
            fs::create_dir_all(world.path("project/terraform/terraform.tfstate.d").join(workspace)).unwrap();
        }
        for name in ["app_base", "worker"] {
            world.call_aws(
                "ecr",
                "CreateRepository",
                json!({ "repositoryName": name, "imageTagMutability": "IMMUTABLE" }),
            );
        }
        world
    }

    /// The sandbox's clock advances with each poll, so that a rollout takes as many polls on every machine.
    pub(crate) fn options() -> Options {
        Options { pace: Pace::Polls, step: Duration::from_millis(500), ..Options::default() }
    }

    /// The same before the first `deploy create`: neither workspaces nor repositories.
    pub(crate) fn before_create() -> Self {
        Self::before_create_with(Self::options())
    }

    fn before_create_with(options: Options) -> Self {
        let sandbox = Arc::new(Sandbox::start(options).unwrap());
        let (folder, engine) = (tempfile::tempdir().unwrap(), FakeEngine::start(sandbox.clone()));
        let world = Self { folder, sandbox, engine, real_engine: None };
        world.lay_out();
        world
    }

    fn lay_out(&self) {
        self.install("terraform", include_str!("../fake_programs/terraform"));
        self.install("docker", include_str!("../fake_programs/docker"));
        for folder in ["home", "empty"] {
            fs::create_dir(self.path(folder)).unwrap();
        }
        let port = self.sandbox.endpoint().rsplit(':').next().unwrap().to_owned();
        let compose = json!({ "services": {
            "base": self.built("app_base", &json!({})),
            "worker": self.built("worker", &json!({ "BASE": format!("{}/app_base:@TAG@", self.sandbox.registry()) })),
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
            ("project/build/docker-compose.build.yml", "# the fake Compose does not read it\n"),
            ("project/build/app_base/Dockerfile", "FROM scratch\n"),
            ("project/build/worker/Dockerfile", "ARG BASE\nFROM ${BASE}\n"),
        ] {
            self.write(name, text);
        }
    }

    fn built(&self, name: &str, args: &serde_json::Value) -> serde_json::Value {
        let context = self.path("project/build").join(name);
        json!({
            "image": format!("{}/{name}:@TAG@", self.sandbox.registry()),
            "build": { "context": context, "dockerfile": "Dockerfile", "args": args },
        })
    }

    /// Puts a fake program on PATH.
    pub(crate) fn install(&self, name: &str, script: &str) {
        let path = format!("bin/{name}");
        self.write(&path, &script.replace("@WORLD@", self.folder.path().to_str().unwrap()));
        fs::set_permissions(self.path(&path), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Removes a file, a folder, or a program of `bin/`.
    pub(crate) fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The text of a file; empty if there is none.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// Controls a fake program by the text of a file or by its existence.
    pub(crate) fn script(&self, name: &str, text: &str) {
        self.write(&format!("script/{name}"), text);
    }

    /// A call of AWS that is not recorded.
    pub(crate) fn call_aws(
        &self,
        service: &str,
        operation: &str,
        input: serde_json::Value,
    ) -> serde_json::Value {
        self.sandbox.call(service, operation, input).unwrap()
    }

    /// Lets ECS behave by a rule: "on web crash".
    pub(crate) fn add_rule(&self, rule: &str) {
        self.sandbox.ecs(|ecs| ecs.rule(rule.parse().unwrap()));
    }

    /// How often the program has called this operation so far.
    pub(crate) fn count_calls(&self, operation: &str) -> usize {
        self.sandbox.calls().iter().filter(|call| call.operation == operation).count()
    }

    /// Runs the program with these arguments to its end.
    pub(crate) fn deploy(&self, args: &[&str]) -> RunResult {
        self.invocation(args).run()
    }

    /// The same with arguments that have no spaces.
    pub(crate) fn deploy_line(&self, line: &str) -> RunResult {
        self.deploy(&line.split(' ').collect::<Vec<_>>())
    }

    /// A run of the program that can still be changed.
    pub(crate) fn invocation<'w>(&'w self, args: &[&str]) -> Invocation<'w> {
        Invocation::new(self, args)
    }

    pub(super) fn docker_host(&self) -> String {
        self.real_engine.as_ref().map_or_else(|| self.engine.address(), |engine| engine.address.clone())
    }

    /// The calls of the provider cannot be told from those of the program then.
    pub(super) fn has_real_terraform(&self) -> bool {
        self.path("bin/terraform").is_symlink()
    }

    /// From now on the engine has no image.
    pub(crate) fn remove_engine_images(&self) {
        self.engine.remove_images();
    }

    /// From now on the engine's images are for that architecture: `arm64`.
    pub(crate) fn build_for(&self, architecture: &str) {
        self.engine.build_for(architecture);
    }

    /// The passwords that the engine was given for registries.
    pub(crate) fn registry_passwords(&self) -> Vec<String> {
        self.engine.passwords()
    }

    /// All calls since this was last asked: of programs, the engine and AWS.
    pub(super) fn take_calls(&self) -> Vec<String> {
        let mut lines: Vec<_> = self.read("log").lines().map(str::to_owned).collect();
        self.write("log", "");
        lines.extend(self.engine.take_requests());
        lines.extend(self.sandbox.calls().iter().map(|call| format!("aws {call}")));
        self.sandbox.clear_calls();
        lines
    }
}
