//! A command line that makes no sense. It touches nothing; to be asked for help is no error.
//!
//! What a reader would get wrong: `--json` promises a result, also here, where the arguments could not be read; so it is
//! looked for among the words, up to the `--` after which they belong to another program.

use std::env;
use std::process::ExitCode;

use clap::error::ErrorKind;
use deploy_core::Error;
use deploy_core::error::{Failure, Kind};
use deploy_core::event::Events;
use deploy_core::release::Report;

use crate::exit::Exit;
use crate::json;
use crate::terminal::Terminal;

const HINT: &str = "`deploy --help` and `deploy COMMAND --help` show what can be said";

#[derive(Debug, thiserror::Error)]
#[error("{problem}")]
struct NotUnderstood {
    problem: String,
}

impl Failure for NotUnderstood {
    fn kind(&self) -> Kind {
        Kind::Usage
    }

    fn hint(&self) -> Option<String> {
        Some(HINT.to_owned())
    }
}

/// Shows the help that was asked for, or what is wrong with the command line.
pub(crate) fn end(error: &clap::Error) -> ExitCode {
    if let ErrorKind::DisplayHelp | ErrorKind::DisplayVersion = error.kind() {
        // Where even this cannot be printed there is nobody to tell.
        error.print().ok();
        return Exit::Done.into();
    }
    let exit = Exit::Failed(Kind::Usage);
    Terminal::not_understood(problem(&error.render().ansi().to_string()), HINT);
    if wants_json() {
        let text = error.render().to_string();
        let problem = problem(&text).trim_start_matches("error: ").to_owned();
        let error = Error::from(NotUnderstood { problem });
        json::end(&Events::new(|_| {}), None, exit, &Report::default(), Some(&error));
    }
    exit.into()
}

/// Without the last line of clap, which is the hint.
fn problem(said: &str) -> &str {
    said.split("\nFor more information").next().unwrap_or(said).trim_end()
}

fn wants_json() -> bool {
    env::args_os().take_while(|word| word != "--").any(|word| word == "--json")
}
