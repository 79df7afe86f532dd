use clap_complete::Shell;

use crate::outcome::CommandOutcome;
use crate::output::streams::write_stdout;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Which shell
    shell: Shell,
}

/// Writes the completion script of `program`.
pub(crate) fn run(args: &Args, program: &mut clap::Command) -> CommandOutcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, program, "deploy", &mut script);
    write_stdout(&script);
    CommandOutcome::answered()
}
