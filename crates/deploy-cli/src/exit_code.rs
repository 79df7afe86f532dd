//! What each exit code means. They are an API: the README lists them, and no other place knows a number.

use std::process;

use deploy_core::Kind;
use deploy_core::error::Signal;
use deploy_core::event::Conclusion;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitCode {
    /// Done, or nothing to do.
    Done,
    /// `plan --detailed-exitcode`: there are changes, as Terraform says it.
    Changes,
    Failed(Conclusion),
    /// A failure of our own where an exit code of a container is expected: it must not look like one.
    FailedBeforeContainer(Conclusion),
    /// That of the program that the user ran through us.
    Child(i32),
}

impl ExitCode {
    /// That of a failed command.
    pub(crate) fn failed(conclusion: Conclusion, command: &str) -> Self {
        if command == "fargate" { Self::FailedBeforeContainer(conclusion) } else { Self::Failed(conclusion) }
    }

    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Changes => 2,
            Self::Failed(conclusion) => number_of(conclusion.kind()),
            Self::FailedBeforeContainer(conclusion) => match conclusion.kind() {
                kind @ Kind::Interrupted(_) => number_of(kind),
                // As `docker run` does it.
                _ => 125,
            },
            // Exit codes are a byte; a program cannot give another.
            Self::Child(code) => u8::try_from(code).unwrap_or(1),
        }
    }
}

fn number_of(kind: Kind) -> u8 {
    match kind {
        Kind::Failed => 1,
        Kind::RolloutFailed => 3,
        Kind::TimedOut => 4,
        Kind::Refused => 5,
        Kind::Usage => 64,
        Kind::Interrupted(Signal::Interrupt) => 130,
        Kind::Interrupted(Signal::Terminate) => 143,
    }
}

impl From<ExitCode> for process::ExitCode {
    fn from(exit: ExitCode) -> Self {
        exit.number().into()
    }
}
