//! The program `sandbox`: AWS on loopback for a shell, and the commands that speak to a running one.

mod program;

use std::process::ExitCode;

fn main() -> ExitCode {
    program::run()
}
