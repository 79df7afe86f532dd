//! The rules of the house: how the crates are built up. `docs/ARCHITECTURE.md` says why.
//!
//! 1. Layers: imports go down only, and never to a neighbour (the tables are in `rules/layers.rs`).
//! 2. Circles: no file imports itself by way of others.
//! 3. Methods: `impl T` stands in the file that defines `T`.
//! 4. `mod.rs`: documentation, `mod` lines and `use`; it defines nothing.
//! 5. Size: 250 lines a file, 12 files a folder, 40 lines a function, 5 parameters, none of them a tuple.
//! 6. Words: no string of the library holds an option or a command line; deploy-cli words what the library hands out.
//! 7. Tests at the foot of a file have fewer than 100 lines.
//! 8. Visibility: what deploy-core shows is listed in `public-surface.txt`.
//! 9. Environment: variables are read in `env_var.rs` only.
//!
//! Rule 2 and the sizes hold for all three crates, rule 1 and the tuples for deploy-core and deploy-cli, rule 3 for
//! deploy-core and the sandbox, the others for deploy-core. But for sizes, tests are left out: what stands under
//! `#[cfg(test)]` or in `tests/`, `tests.rs`, `test_support.rs`.
//!
//! Each rule is a file in `rules/`, with tests that show how it fails. What broke a rule before it was there is listed
//! in `exceptions.rs`; the lists may only shrink.
//!
//! The source is read as text: `lex` makes tokens (`token`), `strip` leaves tests out, `items` and `uses` find what a
//! file defines and names, `source` holds the crates, `resolve` finds the file that a name comes from.

mod exceptions;
mod items;
mod lex;
mod report;
mod resolve;
mod rules;
mod source;
mod strip;
mod token;
mod uses;

use report::{Violation, check};
use rules::{circles, environment, layers, methods, mod_files, size, surface, tests_at_foot, tuples, words};
use source::{Package, Workspace, crates_folder, workspace};

/// What a rule finds in the crates.
type Rule = fn(&Workspace) -> Vec<Violation>;

const LAYERS: Rule =
    |all| [layers::violations(&all.core, layers::CORE), layers::violations(&all.cli, layers::CLI)].concat();
const CIRCLES: Rule = |all| in_each(&all.all(), circles::violations);
const METHODS: Rule = |all| in_each(&[&all.core, &all.sandbox], methods::violations);
const MOD_FILES: Rule = |all| mod_files::violations(&all.core);
const FILE_SIZES: Rule = |all| in_each(&all.all(), size::long_files);
const FOLDER_SIZES: Rule = |all| in_each(&all.all(), size::full_folders);
const CLIPPY_LIMITS: Rule = |_| size::missing_clippy_limits(&clippy_toml());
const TUPLES: Rule = |all| in_each(&[&all.core, &all.cli], tuples::violations);
const WORDS: Rule = |all| words::violations(&all.core);
const TESTS_AT_FOOT: Rule = |all| tests_at_foot::violations(&all.core);
const SURFACE: Rule = |all| surface::violations(&all.core, include_str!("public-surface.txt"));
const ENVIRONMENT: Rule = |all| environment::violations(&all.core);

fn in_each(packages: &[&Package], rule: fn(&Package) -> Vec<Violation>) -> Vec<Violation> {
    packages.iter().flat_map(|package| rule(package)).collect()
}

fn clippy_toml() -> String {
    std::fs::read_to_string(crates_folder().join("../clippy.toml")).unwrap_or_default()
}

#[test]
fn rule_1_imports_go_down_the_layers() {
    check(&LAYERS(workspace()), exceptions::LAYERS);
}

#[test]
fn rule_2_no_files_import_each_other_in_a_circle() {
    check(&CIRCLES(workspace()), exceptions::CIRCLES);
}

#[test]
fn rule_3_methods_stand_in_the_file_of_their_type() {
    check(&METHODS(workspace()), exceptions::METHODS);
}

#[test]
fn rule_4_a_mod_file_defines_nothing() {
    check(&MOD_FILES(workspace()), exceptions::MOD_FILES);
}

#[test]
fn rule_5_files_have_at_most_250_lines() {
    check(&FILE_SIZES(workspace()), exceptions::FILE_SIZES);
}

#[test]
fn rule_5_folders_have_at_most_12_files() {
    check(&FOLDER_SIZES(workspace()), exceptions::FOLDER_SIZES);
}

#[test]
fn rule_5_clippy_limits_lines_and_parameters_of_functions() {
    check(&CLIPPY_LIMITS(workspace()), exceptions::CLIPPY_LIMITS);
}

#[test]
fn rule_5_no_function_takes_a_tuple() {
    check(&TUPLES(workspace()), exceptions::TUPLES);
}

#[test]
fn rule_6_the_library_knows_no_words_of_the_command_line() {
    check(&WORDS(workspace()), exceptions::WORDS);
}

#[test]
fn rule_7_tests_at_the_foot_of_a_file_are_short() {
    check(&TESTS_AT_FOOT(workspace()), exceptions::TESTS_AT_FOOT);
}

#[test]
fn rule_8_the_public_surface_grows_on_purpose() {
    check(&SURFACE(workspace()), &[]);
}

#[test]
fn rule_9_the_environment_is_read_in_one_file() {
    check(&ENVIRONMENT(workspace()), exceptions::ENVIRONMENT);
}
