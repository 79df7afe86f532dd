//! The program `sandbox`: AWS on loopback for a shell, and commands for a running one.

mod program;

use std::process::ExitCode;

fn main() -> ExitCode {
    program::run()
}
