//! `deploy completions`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Args;
use crate::outcome::{Ended, Outcome};
use crate::terminal::Terminal;

#[expect(clippy::unnecessary_wraps, reason = "every command ends in the same way")]
pub(super) fn run(shell: Shell) -> Ended {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "deploy", &mut script);
    Terminal::raw(&script);
    Ok(Outcome::answered())
}
