//! Rule 1: imports go down only.
//!
//! ```text
//! commands → steps → session → terraform, compose, docker, aws/* → process, project, aws
//!          → context → event, env_var, dirs → error → types
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::report::Violation;
use crate::resolve::imports;
use crate::source::{Package, SourceFile};

/// A module, and the modules that it may import. Below `aws`, a folder counts as a module of its own.
pub(crate) type Layers = &'static [(&'static str, &'static [&'static str])];

const TOOLS_MAY: &[&str] =
    &["types", "error", "env_var", "dirs", "event", "context", "process", "project", "aws"];

#[rustfmt::skip] // a line for each module
pub(crate) const CORE: Layers = &[
    ("types", &[]),
    ("error", &["types"]),
    ("env_var", &["types", "error"]),
    ("dirs", &["types", "error", "env_var"]),
    ("event", &["types", "error"]),
    ("context", &["types", "error", "event"]),

    ("process", &["types", "error", "env_var", "dirs", "event", "context"]),
    ("project", &["types", "error", "env_var", "dirs", "event", "context"]),
    ("aws", &["types", "error", "env_var", "dirs", "event", "context"]),

    ("terraform", TOOLS_MAY),
    ("compose", TOOLS_MAY),
    ("docker", TOOLS_MAY),
    ("aws::ecr", TOOLS_MAY),
    ("aws::ecs", TOOLS_MAY),
    ("aws::logs", TOOLS_MAY),

    ("session", &["types", "error", "env_var", "dirs", "event", "context", "process", "project", "aws",
        "terraform", "compose", "docker", "aws::ecr", "aws::ecs", "aws::logs"]),
    ("steps", &["types", "error", "env_var", "dirs", "event", "context", "process", "project", "aws",
        "terraform", "compose", "docker", "aws::ecr", "aws::ecs", "aws::logs", "session"]),
    ("commands", &["types", "error", "env_var", "dirs", "event", "context", "process", "project", "aws",
        "terraform", "compose", "docker", "aws::ecr", "aws::ecs", "aws::logs", "session", "steps"]),
];

#[rustfmt::skip] // a line for each module
pub(crate) const CLI: Layers = &[
    ("exit_code", &[]),
    ("suggestion", &[]),
    ("args", &["suggestion"]),
    ("outcome", &["exit_code", "suggestion"]),
    ("output", &["exit_code", "suggestion", "args", "outcome"]),
    ("command_context", &["exit_code", "suggestion", "args", "outcome", "output"]),
    ("commands", &["exit_code", "suggestion", "args", "outcome", "output", "command_context"]),
    ("cli", &["args", "commands"]),
    ("run", &["exit_code", "suggestion", "args", "outcome", "output", "command_context", "commands", "cli"]),
];

const FIX: &str = "imports go down only, and never to a neighbour: move what both need to a lower module, or what \
                   needs both to a higher one (ARCHITECTURE §1; the table is CORE or CLI in rules/layers.rs)";

/// For each file and each module that it must not import: the first line, and the names that it takes from there.
type Forbidden = BTreeMap<(usize, String), (usize, BTreeSet<String>)>;

/// Imports that the table does not allow, and modules that are not in it.
pub(crate) fn violations(package: &Package, layers: Layers) -> Vec<Violation> {
    let mut violations = unknown_modules(package, layers);
    for ((from, module), (line, names)) in forbidden(package, layers) {
        let file = &package.files[from];
        let names: Vec<_> = names.into_iter().collect();
        let what = format!("`{}` must not import `{module}`", module_name(file));
        let violation = Violation::new(file.at(line), what, FIX);
        violations.push(violation.with_details(&format!(" (here: {})", names.join(", "))));
    }
    violations
}

fn forbidden(package: &Package, layers: Layers) -> Forbidden {
    let mut forbidden = Forbidden::new();
    for import in imports(package) {
        let importer = module_name(&package.files[import.from]);
        let module = module_name(&package.files[import.target.file]);
        let entry = layers.iter().find(|(name, _)| *name == importer);
        let is_forbidden = entry.is_some_and(|(_, allowed)| !allowed.contains(&module.as_str()));
        if is_forbidden && importer != module {
            let (_, names) = forbidden.entry((import.from, module)).or_insert((import.line, BTreeSet::new()));
            names.insert(import.name(package).to_owned());
        }
    }
    forbidden
}

fn unknown_modules(package: &Package, layers: Layers) -> Vec<Violation> {
    let mut known: BTreeSet<String> = layers.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut violations = Vec::new();
    // `lib.rs` and `main.rs` may import everything.
    for file in package.files.iter().filter(|file| !file.module.is_empty()) {
        let module = module_name(file);
        if known.insert(module.clone()) {
            let what = format!("the module `{module}` has no layer");
            let fix = "write down what it may import (CORE or CLI in rules/layers.rs), or move it into a module that has";
            violations.push(Violation::new(file.at(1), what, fix));
        }
    }
    violations
}

/// The first name of the file's module; below `aws`, the folder as well. `lib.rs` and `main.rs` are called just that.
fn module_name(file: &SourceFile) -> String {
    if file.module.is_empty() {
        return file.below_src().to_owned();
    }
    let is_folder = file.module.len() > 2 || file.file_name() == "mod.rs";
    let names = if file.module[0] == "aws" && is_folder { 2 } else { 1 };
    file.module.iter().take(names).map(String::as_str).collect::<Vec<_>>().join("::")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[(&str, &str)]) -> Vec<String> {
        let violations = violations(&Package::of_texts("deploy-core", texts), CORE);
        violations.into_iter().map(|violation| format!("{} {}", violation.at, violation.what)).collect()
    }

    #[test]
    fn imports_down_are_fine() {
        let nothing: [&str; 0] = [];
        let tree = [
            ("deploy-core/src/lib.rs", "pub use commands::all;"),
            (
                "deploy-core/src/commands/all.rs",
                "use crate::steps::plan; fn all() { crate::terraform::run() }",
            ),
            ("deploy-core/src/steps/plan.rs", "use crate::aws::{Aws, ecs::task};"),
            ("deploy-core/src/terraform/mod.rs", "pub use run::run; #[cfg(test)] use crate::steps::plan;"),
            ("deploy-core/src/terraform/run.rs", "pub fn run() {} use super::run::x;"),
            ("deploy-core/src/aws/mod.rs", "pub use connection::Aws;"),
            ("deploy-core/src/aws/connection.rs", "pub struct Aws;"),
            ("deploy-core/src/aws/ecs/task.rs", "use crate::aws::connection::Aws;"),
        ];
        assert_eq!(found(&tree), nothing);
    }

    #[test]
    fn an_import_up_or_to_a_neighbour_is_found() {
        let tree = [
            ("deploy-core/src/terraform/plan.rs", "\nuse crate::{docker::engine::Engine,\nsteps};"),
            (
                "deploy-core/src/docker/engine.rs",
                "pub struct Engine; fn f() { super::super::aws::ecr::login::now() }",
            ),
            ("deploy-core/src/steps/mod.rs", ""),
            ("deploy-core/src/aws/connection.rs", "use super::ecr::login;"),
            ("deploy-core/src/aws/ecr/login.rs", ""),
        ];
        let expected = [
            "deploy-core/src/terraform/plan.rs:2 `terraform` must not import `docker` (here: Engine)",
            "deploy-core/src/terraform/plan.rs:3 `terraform` must not import `steps` (here: steps)",
            "deploy-core/src/docker/engine.rs:1 `docker` must not import `aws::ecr` (here: now)",
            "deploy-core/src/aws/connection.rs:1 `aws` must not import `aws::ecr` (here: login)",
        ];
        assert_eq!(found(&tree), expected);
    }

    #[test]
    fn a_module_without_a_layer_is_found() {
        let tree = [("deploy-core/src/aws/sqs/mod.rs", ""), ("deploy-core/src/util.rs", "")];
        let expected = [
            "deploy-core/src/aws/sqs/mod.rs:1 the module `aws::sqs` has no layer",
            "deploy-core/src/util.rs:1 the module `util` has no layer",
        ];
        assert_eq!(found(&tree), expected);
    }

    #[test]
    fn the_tables_name_only_modules_that_stand_above_in_them() {
        for layers in [CORE, CLI] {
            for (at, (module, allowed)) in layers.iter().enumerate() {
                let above: Vec<_> = layers[..at].iter().map(|(name, _)| *name).collect();
                assert!(
                    allowed.iter().all(|name| above.contains(name)),
                    "`{module}` may import what is not below it"
                );
            }
        }
    }
}
